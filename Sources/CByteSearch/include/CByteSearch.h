/* SPDX-License-Identifier: Apache-2.0 */
/* Finds, in whole folders of files, those that contain one of a set of words. The policy (which files, which words,
 * what to look for first) is the caller's; here is only what has to be fast. */
#ifndef C_BYTE_SEARCH_H
#define C_BYTE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The words. Each contains at least one needle: a needle is what is searched for, the word is what is verified. */

enum { CBS_NEEDLE_MAX = 4, CBS_PADDING = 96 };

typedef struct {
    uint8_t bytes[CBS_NEEDLE_MAX];
    uint8_t length;  /* 1 ... CBS_NEEDLE_MAX, all of them bytes of identifiers */
    uint8_t first, second;  /* indices of the two bytes that are compared first: the rarest */
} cbs_needle;

typedef struct cbs_words cbs_words;

/* Copies what it is given. `vector` false forbids vector instructions, which are used where the machine has them. */
cbs_words *cbs_words_new(
    const char *const *words, size_t word_count, const cbs_needle *needles, size_t needle_count, bool vector);
void cbs_words_free(cbs_words *words);

/* Whether one of the words stands in the text with no byte of an identifier beside it.
 * CBS_PADDING zero bytes that belong to nobody else must follow the text. */
bool cbs_words_occur(const cbs_words *words, const uint8_t *text, size_t length);

/* The folders. */

typedef struct {
    const cbs_words *const *words;  /* by kind of file; NULL: files of that kind are not read */
    int (*kind_of)(const char *name);  /* the kind that a file's name stands for, -1: none; called by any thread */
    void (*progress)(void *context, size_t files_seen);  /* may be NULL; called by the calling thread */
    void *progress_context;
    size_t threads;  /* 0: as many as there are processors for this process */
    size_t size_limit;  /* files with more bytes are not searched, which is noted */
} cbs_search;

typedef struct {
    const char *path;  /* a file is reported with or without a word and may be a link; "" is the current folder */
    int kind;  /* of the file; -1: a folder */
} cbs_root;

typedef struct cbs_file {
    struct cbs_file *next;
    char *path;
    uint8_t *bytes;
    size_t length;
    int kind;
    bool has_word;
} cbs_file;

typedef struct cbs_note {
    struct cbs_note *next;
    char *path;
    const char *about;  /* not owned; NULL: see `error` */
    int error;
} cbs_note;

typedef struct {
    cbs_file *files;  /* in no order */
    cbs_note *notes;  /* in no order */
    size_t files_seen, files_read, bytes_read;
} cbs_result;

/* Links inside folders are not followed; folders named .git, .hg and .svn are not entered. */
cbs_result cbs_search_run(const cbs_search *search, const cbs_root *roots, size_t root_count);
void cbs_result_free(cbs_result *result);

#endif
