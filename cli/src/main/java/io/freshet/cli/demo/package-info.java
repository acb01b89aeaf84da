/** Made-up activity that looks like a shop's and a building's: who visits, who buys, who breaks in, what the sensors say. Pure. */
@NullMarked
package io.freshet.cli.demo;

import org.jspecify.annotations.NullMarked;
