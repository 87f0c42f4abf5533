package io.dealledger.api.connector.backfill;

/**
 * A part of a file that can be read by itself: the heading and some rows.
 *
 * @param first    the first of its rows, counted from 1 behind the heading
 * @param rows     how many
 * @param consumed bytes of the file up to its end
 */
record Block(byte[] bytes, long first, int rows, long consumed) {}
