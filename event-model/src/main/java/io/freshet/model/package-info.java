/**
 * What an event is: its type, its names, its headers and the reasons for which it can be refused. Pure: no Quarkus, no
 * Kafka client, no clock.
 */
@NullMarked
package io.freshet.model;

import org.jspecify.annotations.NullMarked;
