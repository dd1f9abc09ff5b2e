package com.google.inject;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands in for a library that we will never have. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Inject {}
