/** The stand-in for Azure Blob Storage, for tests: Azurite, installed by npm from the lock file in {@code local-stack/azurite}. */
@NullMarked
package io.freshet.local.azure;

import org.jspecify.annotations.NullMarked;
