@NullMarked
package io.freshet.cli.demo;

import org.jspecify.annotations.NullMarked;
