package org.freedesktop.violation;

/** Stands in for a library that no module of ours brings yet. */
public interface Dbus {}
