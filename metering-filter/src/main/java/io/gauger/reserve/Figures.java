package io.gauger.reserve;

import java.math.BigDecimal;

/**
 * What the database knows of a subject at one moment.
 *
 * @param ownUse what is written of this incarnation's records
 * @param otherUse what is written of all other records
 * @param otherOutstanding what other living incarnations were granted beyond what is written of theirs
 * @param nodes how many incarnations live, this one among them
 * @param wanted whether a node was short lately of what others had
 */
public record Figures(BigDecimal ownUse, BigDecimal otherUse, BigDecimal otherOutstanding, int nodes, boolean wanted) {}
