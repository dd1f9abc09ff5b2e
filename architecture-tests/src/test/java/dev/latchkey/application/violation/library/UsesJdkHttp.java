package dev.latchkey.application.violation.library;

import java.net.http.HttpClient;

/** A library outside its room. */
public interface UsesJdkHttp {
  HttpClient library();
}
