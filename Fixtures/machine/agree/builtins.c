// SPDX-License-Identifier: Apache-2.0
/* Compiler built-ins that kernel code uses, by name or by way of its macros. */
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct s { char c; struct { long l; short h[3]; } n; };

#define OVERFLOW(op, T, a, b) do {							\
	T result_;									\
	int over_ = __builtin_##op##_overflow((T)(a), (T)(b), &result_);		\
	printf(" " #op " " #T " %d %lld", over_, (long long)result_);			\
} while (0)

static void overflows(long long a, long long b)
{
#define ALL(T) do { OVERFLOW(add, T, a, b); OVERFLOW(sub, T, a, b); OVERFLOW(mul, T, a, b); printf("\n"); } while (0)
	ALL(int8_t);
	ALL(uint8_t);
	ALL(int16_t);
	ALL(uint16_t);
	ALL(int32_t);
	ALL(uint32_t);
	ALL(int64_t);
	ALL(uint64_t);
	/* Operands and result of different types. */
	int narrow;
	uint64_t wide;
	int over1 = __builtin_add_overflow((uint64_t)a, (int)b, &narrow);
	int over2 = __builtin_mul_overflow((int)a, b, &wide);
	printf("%d %d %d %llu\n", over1, narrow, over2, (unsigned long long)wide);
}

static void counts(uint64_t v)
{
	if ((uint32_t)v)
		printf("%d %d ", __builtin_ctz(v), __builtin_clz(v));
	if (v)
		printf("%d %d ", __builtin_ctzll(v), __builtin_clzll(v));
	printf("%d %d %d %d ", __builtin_ffs(v), __builtin_ffsll(v), __builtin_popcount(v), __builtin_popcountll(v));
	printf("%d %d ", __builtin_parity(v), __builtin_parityll(v));
	printf("%d %d ", __builtin_clrsb(v), __builtin_clrsbll(v));
	printf("%x %x %llx ", __builtin_bswap16(v), __builtin_bswap32(v), (unsigned long long)__builtin_bswap64(v));
	printf("%x %llx ", __builtin_bitreverse32(v), (unsigned long long)__builtin_bitreverse64(v));
	printf("%x %x %x %llx\n", __builtin_rotateleft8(v, 3), __builtin_rotateleft16(v, 5),
	       __builtin_rotateright32(v, 7), (unsigned long long)__builtin_rotateleft64(v, 40));
	printf("%lld %d\n", __builtin_llabs((long long)(v >> 1) - 5), __builtin_abs((int)(v & 0xffff) - 77));
}

static int constant(int v)
{
	return __builtin_constant_p(v);
}

static inline int sizes(void *p, char *q)
{
	return __builtin_object_size(p, 0) >= 16 && __builtin_object_size(q, 2) <= 16;
}

int main(void)
{
	static const long long edge[] = {
		0, 1, -1, 2, 3, 100, 127, 128, -128, 255, 256, 32767, -32768, 65535, INT_MAX, INT_MIN, UINT_MAX,
		LLONG_MAX, LLONG_MIN, 0x123456789abcdef,
	};
	unsigned n = sizeof(edge) / sizeof(edge[0]);
	char buffer[16] = "0123456789";
	int w = 2;

	for (unsigned i = 0; i < n; i++) {
		counts(edge[i]);
		for (unsigned j = 0; j < n; j++)
			overflows(edge[i], edge[j]);
	}
	printf("%zu %zu\n", __builtin_offsetof(struct s, n.l), __builtin_offsetof(struct s, n.h[2]));
	printf("%d %d %d\n", __builtin_constant_p(5 + 6), __builtin_constant_p("text"[0]), constant(3) * 0);
	printf("%d %d\n", __builtin_expect(w > 1, 0) ? 1 : 2, (int)__builtin_expect(w, 2));
	printf("%d\n", __builtin_types_compatible_p(typeof(w), int) + __builtin_types_compatible_p(long, int));
	printf("%d\n", __builtin_choose_expr(sizeof(long) == 8, 64, "no"));
	if (w == 3)
		__builtin_unreachable();
	__builtin_prefetch(buffer);
	__builtin_assume(w == 2);
	char *aligned = __builtin_assume_aligned(buffer, 1);
	__builtin_memmove(aligned + 2, aligned, 6);
	__builtin_memset(buffer + 12, 'z', 3);
	printf("%s %d\n", buffer, __builtin_memcmp(buffer, "010", 3));
	printf("%zu %d\n", __builtin_strlen(buffer), __builtin_strcmp(buffer, "01") > 0);
	__builtin_memcpy(buffer, "overwritten", 12);
	printf("%s %s\n", buffer, __builtin_strchr(buffer, 'w'));
	printf("%d\n", sizes(buffer, buffer));
	printf("%d\n", __builtin_return_address(0) != NULL);
	return 0;
}
