package dev.latchkey.application.violation.library;

import com.sun.net.httpserver.HttpServer;

/** A library outside its room. */
public interface UsesHttpServers {
  HttpServer library();
}
