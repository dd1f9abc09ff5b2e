package dev.latchkey.application.violation.library;

import org.apache.hc.client5.http.classic.HttpClient;

/** A library outside its room. */
public interface UsesApacheHttp {
  HttpClient library();
}
