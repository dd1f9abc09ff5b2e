/** Makes one static site of the documentation; not published. */
package dev.latchkey.site;
