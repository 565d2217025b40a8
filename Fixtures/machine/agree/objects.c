// SPDX-License-Identifier: Apache-2.0
/* Arrays, unions, pointers, initialisers, VLAs, flexible arrays, compound literals, strings, static locals. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point { int x, y; };
struct item { const char *name; struct point at[2]; union { int i; char c[4]; uint64_t q; } u; short tail; };
struct message { unsigned length; char kind; unsigned short data[]; };
struct list { struct list *next; int v; };

static struct item items[] = {
	[2] = { .name = "third", .at = { [1] = { .y = 9 } }, .u.q = 0x0102030405060708, .tail = -3 },
	[0] = { "first", { { 1, 2 }, { .x = 3 } }, { 5 }, 6 },
};
static const char words[][6] = { "alpha", "beta", "xy" };
static const char *const names[] = { "zero", "one", [4] = "four" };
static struct list c = { NULL, 3 }, b = { &c, 2 }, a = { &b, 1 };
static int *const into = &items[1].at[1].y;
static int matrix[3][4] = { { 1, 2 }, { [2] = 7 }, { 9, 9, 9, 9 } };
static int (*const row)[4] = &matrix[1];
static const uintptr_t distance = offsetof(struct item, at[1].y);
extern int tentative;
int tentative;
static _Bool flags[5] = { 1, 0, 1 };

#define container_of(p, T, m) ((T *)((char *)(p) - offsetof(T, m)))

static int counter(void)
{
	static int n = 40;
	static int steps[3];

	steps[n % 3]++;
	return n++ + steps[0] * 100 + steps[1] * 10 + steps[2];
}

static int vla(int n)
{
	int v[n][n + 1], sum = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j <= n; j++)
			v[i][j] = i * j;
	for (int i = 0; i < n; i++)
		sum += v[i][n - i];
	return sum + sizeof(v) / sizeof(int);
}

static int stack_memory(int n)
{
	unsigned char *p = __builtin_alloca(n);

	memset(p, n, n);
	for (int i = 1; i < n; i++)
		p[i] += p[i - 1];
	return p[n - 1];
}

static struct point *keep(struct point *p)
{
	p->x += 1;
	return p;
}

static void bytes(const void *p, size_t n)
{
	const unsigned char *c = p;

	while (n--)
		printf("%02x", *c++);
	printf("\n");
}

int main(void)
{
	union { uint32_t w; uint16_t h[2]; uint8_t b[4]; struct { uint8_t first, second; } s; } u = { 0x11223344 };
	volatile int v = 3;
	int small[7] = { 1, 2, [5] = 6 }, *p = small + 2, copied;
	char text[] = "text", longer[12] = "ab", joined[] = "one" " " "two\0hidden\x41\102";
	struct item local = items[2], *heap;
	struct message *m;
	const char *w = words[1];

	printf("%s %d %d %d %s\n", items[0].name, items[0].at[0].y, items[0].at[1].x, items[0].u.i, items[2].name);
	printf("%d %d %d\n", items[1].name == NULL, items[2].at[1].y, items[2].tail);
	bytes(&items[2].u, sizeof(items[2].u));
	*into = 77;
	printf("%d %zu %zu\n", items[1].at[1].y, (size_t)distance, sizeof(struct item));
	local.u.c[1] = 1;
	local.at[0] = (struct point){ 4, .y = 5 };
	printf("%d %d %d\n", local.at[0].x, local.at[0].y, local.u.q != items[2].u.q);
	printf("%s %s %s %c %d\n", words[0], w, words[2], w[3], words[2][4]);
	printf("%s %s %d\n", names[1], names[4], names[3] == NULL);
	for (struct list *l = &a; l; l = l->next)
		printf("%d ", l->v);
	printf("%d %d\n", (*row)[2], row[1][3] + matrix[0][1] + *(*(matrix + 2) + 1));
	printf("%d %d %d %d\n", counter(), counter(), counter(), counter());
	printf("%d %d %d\n", vla(5), vla(1), stack_memory(20));
	bytes(&u, sizeof(u));
	u.h[1] = 0xaabb;
	u.s.second ^= 0xff;
	printf("%08x %x %x\n", u.w, u.h[0], u.b[3]);
	for (v = 0; v < 5; v++)
		;
	printf("%d %d\n", v, tentative);
	printf("%td %td %d %d\n", &small[6] - p, p - small, p[-1], p[3]);
	p += 3;
	printf("%d %d\n", *p--, 1);
	printf("%d %d %d\n", *p, p > small, &p[1] == &small[5]);
	printf("%zu %zu %zu %s %d\n", sizeof(text), sizeof(longer), sizeof(joined), joined, longer[5]);
	printf("%s\n", joined + 8);
	printf("%d %d\n", keep(&(struct point){ 10, 20 })->x, (&(struct point){ 10, 20 })->y);
	printf("%d %d\n", ((int[]){ 5, 6, 7 })[2], (int){ 12 } + 1);
	printf("%d\n", ({ int t = 4; t *= t; t + 1; }));
	heap = calloc(3, sizeof(*heap));
	heap[1] = local;
	heap[2].u.q = ~0ull;
	heap = realloc(heap, 5 * sizeof(*heap));
	printf("%s %d %d\n", heap[1].name, heap[2].u.c[3], heap[0].tail);
	printf("%s\n", container_of(&heap[1].at[1].y, struct item, at[1].y)->name);
	free(heap);
	m = malloc(sizeof(*m) + 4 * sizeof(m->data[0]));
	m->length = 4;
	m->kind = 'k';
	for (unsigned i = 0; i < m->length; i++)
		m->data[i] = 65000 + i * 300;
	memcpy(&copied, &m->length, sizeof(copied));
	printf("%d %u %zu %zu\n", copied, m->data[3], sizeof(*m), offsetof(struct message, data));
	free(m);
	printf("%d%d%d%d %d\n", flags[0], flags[1], flags[2], flags[4], flags[2] + flags[0]);
	flags[3] = 256;
	flags[4] = !flags[3];
	printf("%d %d\n", flags[3], flags[4]);
	uintptr_t bits = (uintptr_t)&small[1];
	*(int *)(bits + 4) = 99;
	*(int *)((bits | 0) ^ 0) = 98;
	printf("%d %d\n", small[2], small[1]);
	struct list *through;
	unsigned char image[sizeof(through)];
	struct list *start = &a;
	for (size_t i = 0; i < sizeof(start); i++)
		image[i] = ((unsigned char *)&start)[i];
	memcpy(&through, image, sizeof(through));
	printf("%d\n", through->next->next->v);
	return 0;
}
