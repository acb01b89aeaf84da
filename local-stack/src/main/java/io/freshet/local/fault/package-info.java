/** Scripted faults between a client and a part: what a network and an overloaded store do, on demand and repeatable. */
@NullMarked
package io.freshet.local.fault;

import org.jspecify.annotations.NullMarked;
