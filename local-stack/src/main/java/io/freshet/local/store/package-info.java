/** The object store: S3Proxy on plain files that outlive it. */
@NullMarked
package io.freshet.local.store;

import org.jspecify.annotations.NullMarked;
