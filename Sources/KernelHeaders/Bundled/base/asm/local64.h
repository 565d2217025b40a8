/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_LOCAL64_H
#define _ASM_LOCAL64_H

#include <linux/types.h>

typedef struct {
	s64 counter;
} local64_t;

s64 local64_read(const local64_t *l);
void local64_set(local64_t *l, s64 i);
void local64_add(s64 i, local64_t *l);
void local64_sub(s64 i, local64_t *l);
void local64_inc(local64_t *l);
s64 local64_xchg(local64_t *l, s64 n);
s64 local64_cmpxchg(local64_t *l, s64 o, s64 n);

#endif /* _ASM_LOCAL64_H */
