@NullMarked
package io.freshet.gateway.intake.tracker;

import org.jspecify.annotations.NullMarked;
