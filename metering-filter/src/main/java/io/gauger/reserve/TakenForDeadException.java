package io.gauger.reserve;

/**
 * Nobody saw this incarnation for so long that what it used may count as that of nodes that are gone, and no portion is its own any
 * more. Nothing was exchanged; what was known before is to be forgotten, and the next exchange begins anew.
 */
public final class TakenForDeadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** That it was. */
    public TakenForDeadException() {
        super("Other nodes took this one for dead, as it did not reach the database for an hour or longer");
    }
}
