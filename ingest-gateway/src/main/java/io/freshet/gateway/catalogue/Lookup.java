package io.freshet.gateway.catalogue;

/** What is known of a type name after the registry was asked. */
public sealed interface Lookup {

    record Served(ServedType type) implements Lookup {}

    /** The registry itself said that there is no such type, or it is none that can be posted here. */
    record Unknown() implements Lookup {}

    /** Nobody can say now. */
    record Unavailable() implements Lookup {}
}
