/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CByteSearch.h"
#include "internal.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

struct cbs_words {
    char **words;
    size_t *lengths;
    size_t word_count, longest;
    cbs_needle *needles;
    size_t needle_count;
    bool vector;
};

static bool machine_has_vectors(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

cbs_words *cbs_words_new(
    const char *const *words, size_t word_count, const cbs_needle *needles, size_t needle_count, bool vector)
{
    cbs_words *set = cbs_memory(NULL, sizeof *set);
    *set = (cbs_words){.word_count = word_count, .needle_count = needle_count};
    set->words = cbs_memory(NULL, word_count * sizeof *set->words);
    set->lengths = cbs_memory(NULL, word_count * sizeof *set->lengths);
    for (size_t i = 0; i < word_count; i++) {
        set->words[i] = cbs_copy(words[i]);
        set->lengths[i] = strlen(words[i]);
        if (set->lengths[i] > set->longest)
            set->longest = set->lengths[i];
    }
    set->needles = cbs_memory(NULL, needle_count * sizeof *needles);
    if (needle_count)
        memcpy(set->needles, needles, needle_count * sizeof *needles);
    set->vector = vector && machine_has_vectors();
    return set;
}

void cbs_words_free(cbs_words *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->word_count; i++)
        free(set->words[i]);
    free(set->words);
    free(set->lengths);
    free(set->needles);
    free(set);
}

static bool in_identifier(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte == '_';
}

/* Whether the identifier around `at` is one of the words, when one of the needles begins at `at`. */
static bool is_word(const cbs_words *set, const uint8_t *text, size_t length, size_t at)
{
    const cbs_needle *needle = set->needles, *end = needle + set->needle_count;
    while (needle < end && (length - at < needle->length || memcmp(text + at, needle->bytes, needle->length) != 0))
        needle++;
    if (needle == end)
        return false;
    /* Longer than every word is long enough: this keeps a file that is one identifier from taking quadratic time. */
    size_t first = at, last = at + needle->length;
    while (first > 0 && last - first <= set->longest && in_identifier(text[first - 1]))
        first--;
    while (last < length && last - first <= set->longest && in_identifier(text[last]))
        last++;
    for (size_t i = 0; i < set->word_count; i++)
        if (set->lengths[i] == last - first && memcmp(set->words[i], text + first, last - first) == 0)
            return true;
    return false;
}

static bool occur_plainly(const cbs_words *set, const uint8_t *text, size_t length)
{
    for (size_t k = 0; k < set->needle_count; k++) {
        const cbs_needle *needle = &set->needles[k];
        const uint8_t *hit = text;
        while ((hit = memmem(hit, length - (size_t)(hit - text), needle->bytes, needle->length))) {
            if (is_word(set, text, length, (size_t)(hit - text)))
                return true;
            hit++;
        }
    }
    return false;
}

#if defined(__x86_64__)
#define VECTOR __attribute__((target("avx2")))

/* One bit for each of the 32 positions from `text` on where two bytes of a needle are in their places. */
VECTOR static inline __attribute__((always_inline)) __m256i places(
    const cbs_needle *needles, const __m256i *firsts, const __m256i *seconds, size_t count, const uint8_t *text)
{
    __m256i found = _mm256_setzero_si256();
    for (size_t k = 0; k < count; k++) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(text + needles[k].first));
        __m256i second = _mm256_loadu_si256((const __m256i *)(text + needles[k].second));
        found = _mm256_or_si256(
            found, _mm256_and_si256(_mm256_cmpeq_epi8(first, firsts[k]), _mm256_cmpeq_epi8(second, seconds[k])));
    }
    return found;
}

/* Reads up to 64 + CBS_NEEDLE_MAX bytes beyond the text: the padding, which no needle matches. */
VECTOR static inline __attribute__((always_inline)) bool occur_among(
    const cbs_words *set, size_t count, const uint8_t *text, size_t length)
{
    enum { AT_ONCE = 16 };
    for (size_t from = 0; from < count; from += AT_ONCE) {
        const cbs_needle *needles = set->needles + from;
        size_t these = count - from < AT_ONCE ? count - from : AT_ONCE;
        __m256i firsts[AT_ONCE], seconds[AT_ONCE];
        for (size_t k = 0; k < these; k++) {
            firsts[k] = _mm256_set1_epi8((char)needles[k].bytes[needles[k].first]);
            seconds[k] = _mm256_set1_epi8((char)needles[k].bytes[needles[k].second]);
        }
        for (size_t at = 0; at < length; at += 64) {
            __m256i low = places(needles, firsts, seconds, these, text + at);
            __m256i high = places(needles, firsts, seconds, these, text + at + 32);
            __m256i both = _mm256_or_si256(low, high);
            if (__builtin_expect(_mm256_testz_si256(both, both), true))
                continue;
            uint64_t bits = (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
            for (; bits; bits &= bits - 1) {
                size_t place = at + (size_t)__builtin_ctzll(bits);
                if (place < length && is_word(set, text, length, place))
                    return true;
            }
        }
    }
    return false;
}

/* The counts that matter get a loop of their own, with the needles in registers. */
VECTOR static bool occur_with_vectors(const cbs_words *set, const uint8_t *text, size_t length)
{
    switch (set->needle_count) {
    case 0: return false;
    case 1: return occur_among(set, 1, text, length);
    case 2: return occur_among(set, 2, text, length);
    case 3: return occur_among(set, 3, text, length);
    case 4: return occur_among(set, 4, text, length);
    default: return occur_among(set, set->needle_count, text, length);
    }
}
#else
static bool occur_with_vectors(const cbs_words *set, const uint8_t *text, size_t length)
{
    return occur_plainly(set, text, length);
}
#endif

bool cbs_words_occur(const cbs_words *set, const uint8_t *text, size_t length)
{
    return set->vector ? occur_with_vectors(set, text, length) : occur_plainly(set, text, length);
}
