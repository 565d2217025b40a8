// SPDX-License-Identifier: Apache-2.0
/* Bit-fields: every width, signed and unsigned, long runs, packed ones, unions of them. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct small {
	unsigned a : 1, b : 2, c : 3, d : 4, e : 5, f : 6, g : 7;
	int h : 1, i : 2, j : 3, k : 4, l : 5, m : 31;
};

struct wide {
	uint64_t a : 1, b : 33, c : 30;
	int64_t d : 64;
	uint64_t e : 63, f : 40, g : 40, h : 40;
	int64_t i : 17, j : 47;
};

struct mixed {
	uint8_t a : 3;
	uint16_t b : 9;
	uint8_t c;
	uint32_t : 0;
	uint32_t d : 17;
	int8_t e : 5;
	_Bool f : 1;
	uint64_t g : 50;
	char tail;
};

struct packed {
	uint8_t a : 3;
	uint32_t b : 29;
	uint64_t c : 37;
	int16_t d : 11;
	uint64_t e : 64;
	uint8_t f : 7;
} __attribute__((packed));

/* A run of 149 bits: clang makes one unit of it. */
struct run {
	uint32_t a : 31, b : 1, c : 17, d : 15, e : 32;
	int32_t f : 30, g : 2, h : 21;
};

enum colour { RED, GREEN, BLUE };
struct with_enum {
	enum colour colour : 2;
	unsigned rest : 30;
};

union view {
	struct { uint32_t low : 12, middle : 9, high : 11; } part;
	struct { int32_t low : 12, middle : 9, high : 11; } spart;
	uint32_t whole;
};

static uint32_t state = 12345;
static uint64_t next(void)
{
	uint64_t v = 0;

	for (int i = 0; i < 4; i++) {
		state = state * 1103515245u + 12345u;
		v = v << 16 | state >> 16;
	}
	return v;
}

static void bytes(const char *name, const void *p, size_t n)
{
	const unsigned char *c = p;

	printf("%s", name);
	for (size_t i = 0; i < n; i++)
		printf(" %02x", c[i]);
	printf("\n");
}

#define SET(s, m)	((s).m = next())
#define SHOW(s, m)	printf(" " #m "=%lld", (long long)(s).m)

static struct packed global_packed = { 5, 0x1abcdef0, 0x1234567890, -700, 0xfedcba9876543210, 99 };
static const struct run global_run = { 0x7fffffff, 1, 0x1aaaa, 0x5555, 0xdeadbeef, -5, -2, 12345 };

int main(void)
{
	for (int round = 0; round < 20; round++) {
		struct small s;
		struct wide w;
		struct mixed m;
		struct packed p;
		struct run r;
		union view v;

		memset(&s, 0, sizeof(s));
		memset(&w, 0xff, sizeof(w));
		memset(&m, 0, sizeof(m));
		memset(&p, 0xaa, sizeof(p));
		memset(&r, 0, sizeof(r));
		SET(s, a); SET(s, b); SET(s, c); SET(s, d); SET(s, e); SET(s, f); SET(s, g);
		SET(s, h); SET(s, i); SET(s, j); SET(s, k); SET(s, l); SET(s, m);
		SHOW(s, a); SHOW(s, b); SHOW(s, c); SHOW(s, d); SHOW(s, e); SHOW(s, f); SHOW(s, g);
		SHOW(s, h); SHOW(s, i); SHOW(s, j); SHOW(s, k); SHOW(s, l); SHOW(s, m);
		bytes(" small", &s, sizeof(s));
		SET(w, a); SET(w, b); SET(w, c); SET(w, d); SET(w, e); SET(w, f); SET(w, g); SET(w, h); SET(w, i);
		SET(w, j);
		SHOW(w, a); SHOW(w, b); SHOW(w, c); SHOW(w, d); SHOW(w, e); SHOW(w, f); SHOW(w, g); SHOW(w, h);
		SHOW(w, i); SHOW(w, j);
		bytes(" wide", &w, sizeof(w));
		SET(m, a); SET(m, b); SET(m, c); SET(m, d); SET(m, e); SET(m, f); SET(m, g); SET(m, tail);
		SHOW(m, a); SHOW(m, b); SHOW(m, c); SHOW(m, d); SHOW(m, e); SHOW(m, f); SHOW(m, g); SHOW(m, tail);
		bytes(" mixed", &m, sizeof(m));
		SET(p, a); SET(p, b); SET(p, c); SET(p, d); SET(p, e); SET(p, f);
		SHOW(p, a); SHOW(p, b); SHOW(p, c); SHOW(p, d); SHOW(p, e); SHOW(p, f);
		bytes(" packed", &p, sizeof(p));
		SET(r, a); SET(r, b); SET(r, c); SET(r, d); SET(r, e); SET(r, f); SET(r, g); SET(r, h);
		SHOW(r, a); SHOW(r, b); SHOW(r, c); SHOW(r, d); SHOW(r, e); SHOW(r, f); SHOW(r, g); SHOW(r, h);
		bytes(" run", &r, sizeof(r));
		v.whole = next();
		SHOW(v, part.low); SHOW(v, part.middle); SHOW(v, part.high);
		SHOW(v, spart.low); SHOW(v, spart.middle); SHOW(v, spart.high);
		v.part.middle += 3;
		v.spart.high--;
		v.part.low ^= 0xfff;
		printf(" %x\n", v.whole);

		/* As operands: promotions depend on the width. */
		printf("%d %d %d %d\n", s.a - 1 < 0, s.m - 1 < 0, w.b - 1 < 1, (s.g << 3) + s.f);
		s.d++, s.e--, s.k += 3, s.l *= 2, s.f |= 9, s.g &= ~1, w.c >>= 3, w.f -= 7, r.f = -r.f;
		SHOW(s, d); SHOW(s, e); SHOW(s, k); SHOW(s, l); SHOW(s, f); SHOW(s, g); SHOW(w, c); SHOW(w, f);
		SHOW(r, f);
		printf(" %lld %lld\n", (long long)(s.c = s.d), (long long)(w.j = w.i = next()));
	}
	SHOW(global_packed, a); SHOW(global_packed, b); SHOW(global_packed, c); SHOW(global_packed, d);
	SHOW(global_packed, e); SHOW(global_packed, f);
	SHOW(global_run, a); SHOW(global_run, b); SHOW(global_run, c); SHOW(global_run, d);
	SHOW(global_run, e); SHOW(global_run, f); SHOW(global_run, g); SHOW(global_run, h);
	struct with_enum e = { BLUE, 77 };
	printf(" %d %d %u\n", e.colour == BLUE, e.colour, e.rest);
	return 0;
}
