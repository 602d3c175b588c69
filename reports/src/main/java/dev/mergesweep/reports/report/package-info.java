/** What a report says, block by block, without any format. */
@NullMarked
package dev.mergesweep.reports.report;

import org.jspecify.annotations.NullMarked;
