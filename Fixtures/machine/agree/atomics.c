// SPDX-License-Identifier: Apache-2.0
/* Atomic built-ins, old and new, at every width. */
#include <stdint.h>
#include <stdio.h>

#define SYNC(T) static void sync_##T(void)						\
{											\
	T v = (T)-3, *p = &v;								\
	long long r[16];								\
											\
	r[0] = __sync_fetch_and_add(p, 5);						\
	r[1] = __sync_add_and_fetch(p, 100);						\
	r[2] = __sync_fetch_and_sub(p, 7);						\
	r[3] = __sync_sub_and_fetch(p, 120);						\
	r[4] = __sync_fetch_and_or(p, 0x18);						\
	r[5] = __sync_or_and_fetch(p, 0x21);						\
	r[6] = __sync_fetch_and_and(p, 0x7b);						\
	r[7] = __sync_and_and_fetch(p, 0x3d);						\
	r[8] = __sync_fetch_and_xor(p, 0x55);						\
	r[9] = __sync_xor_and_fetch(p, 0x0f);						\
	r[10] = __sync_val_compare_and_swap(p, v, 42);					\
	r[11] = __sync_val_compare_and_swap(p, 41, 7);					\
	r[12] = __sync_bool_compare_and_swap(p, 42, 43);				\
	r[13] = __sync_bool_compare_and_swap(p, 42, 44);				\
	r[14] = __sync_lock_test_and_set(p, 9);						\
	r[15] = v;									\
	__sync_lock_release(p);								\
	__sync_synchronize();								\
	printf(#T ":");									\
	for (int i = 0; i < 16; i++)							\
		printf(" %lld", r[i]);							\
	printf(" %lld\n", (long long)v);						\
}

#define ATOMIC(T) static void atomic_##T(void)						\
{											\
	struct { T before, v, after; } s = { 1, (T)-2, 3 };				\
	T *p = &s.v, expected = 5, out, in = 77;					\
	int ok[4];									\
											\
	printf(#T ": %lld", (long long)__atomic_load_n(p, __ATOMIC_ACQUIRE));		\
	__atomic_store_n(p, 11, __ATOMIC_RELEASE);					\
	ok[0] = __atomic_compare_exchange_n(p, &expected, 12, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED); \
	printf(" %lld", (long long)expected);						\
	ok[1] = __atomic_compare_exchange_n(p, &expected, 13, 1, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE); \
	printf(" %lld", (long long)__atomic_exchange_n(p, (T)-128, __ATOMIC_SEQ_CST));	\
	printf(" %lld", (long long)__atomic_fetch_add(p, 127, __ATOMIC_RELAXED));	\
	printf(" %lld", (long long)__atomic_sub_fetch(p, 3, __ATOMIC_SEQ_CST));		\
	printf(" %lld", (long long)__atomic_fetch_nand(p, 0x3c, __ATOMIC_SEQ_CST));	\
	printf(" %lld", (long long)__atomic_or_fetch(p, 1, __ATOMIC_SEQ_CST));		\
	printf(" %lld", (long long)__atomic_and_fetch(p, 0x6f, __ATOMIC_SEQ_CST));	\
	printf(" %lld", (long long)__atomic_xor_fetch(p, 0x33, __ATOMIC_SEQ_CST));	\
	__atomic_store(p, &in, __ATOMIC_SEQ_CST);					\
	__atomic_load(p, &out, __ATOMIC_SEQ_CST);					\
	expected = 77;									\
	in = 78;									\
	ok[2] = __atomic_compare_exchange(p, &expected, &in, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	__atomic_exchange(p, &out, &in, __ATOMIC_SEQ_CST);				\
	ok[3] = __atomic_test_and_set((char *)&s.after, __ATOMIC_SEQ_CST);		\
	__atomic_clear((char *)&s.after, __ATOMIC_SEQ_CST);				\
	__atomic_thread_fence(__ATOMIC_SEQ_CST);					\
	__atomic_signal_fence(__ATOMIC_SEQ_CST);					\
	printf(" %d%d%d%d %lld %lld %lld %lld\n", ok[0], ok[1], ok[2], ok[3], (long long)out, \
	       (long long)in, (long long)s.v, (long long)s.before);			\
}

#define BOTH(T) SYNC(T) ATOMIC(T)
BOTH(int8_t)
BOTH(uint8_t)
BOTH(int16_t)
BOTH(uint16_t)
BOTH(int32_t)
BOTH(uint32_t)
BOTH(int64_t)
BOTH(uint64_t)

static int first = 1, second = 2;

int main(void)
{
	int *pointer = &first, *old = &first;
	_Atomic int counter = 5;
	_Atomic unsigned char byte = 250;

#define RUN(T) sync_##T(), atomic_##T()
	RUN(int8_t), RUN(uint8_t), RUN(int16_t), RUN(uint16_t);
	RUN(int32_t), RUN(uint32_t), RUN(int64_t), RUN(uint64_t);
	printf("%d", *__sync_val_compare_and_swap(&pointer, old, &second));
	printf(" %d", *pointer);
	printf(" %d\n", *__atomic_exchange_n(&pointer, &first, __ATOMIC_SEQ_CST) + *pointer);
	counter += 3;
	counter <<= 2;
	counter++;
	byte += 10;
	byte--;
	printf("%d %d %d\n", counter, byte, __c11_atomic_fetch_max(&counter, 50, __ATOMIC_SEQ_CST));
	printf("%d %d\n", __c11_atomic_fetch_min(&counter, -1, __ATOMIC_SEQ_CST), counter);
	return 0;
}
