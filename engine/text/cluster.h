/* text/cluster.h - extended grapheme clusters (UAX #29), which nothing in this folder ever splits (TX-8). */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads a text cluster by cluster, each code point once. Ill-formed parts are U+FFFD. */
struct cluster_reader {
    const char *bytes;
    size_t size;
    size_t at;     /* where the next cluster starts */
    uint32_t next; /* its first code point */
    size_t after;  /* where that ends */
};

struct cluster_text {
    size_t start, end; /* bytes */
    uint32_t base;     /* first code point */
    uint32_t count;    /* of code points */
};

/* Reads bytes[at .. size). */
struct cluster_reader cluster_reader_open(const char *bytes, size_t size, size_t at);

/* False at the end of the text. */
bool cluster_read(struct cluster_reader *reader, struct cluster_text *cluster);

#endif
