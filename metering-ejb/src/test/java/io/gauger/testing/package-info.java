/** What the tests of this module share. Depends on records. Start with {@link io.gauger.testing.Records}. */
package io.gauger.testing;
