// SPDX-License-Identifier: Apache-2.0
/* The few library functions that a hosted program may use, printf's formats above all. */
#include <stdio.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static int sign(int v)
{
	return (v > 0) - (v < 0);
}

int main(void)
{
	char a[32] = "alpha", b[32], line[64];
	char *p, *q;
	int n;

	printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%8.3d]\n", 42, 42, 42, 42, 42, 42, 7, -7);
	printf("[%u] [%x] [%X] [%#x] [%o] [%#o] [%08x]\n", 4294967295u, 0xbeef, 0xbeef, 255, 8, 8, 0xabc);
	printf("[%ld] [%lu] [%lx] [%lld] [%llu] [%llX]\n", -1L, ~0ul, 1ul << 40, -(1LL << 40), ~0ull, 0xFEDCBA9876543210ull);
	printf("[%hd] [%hu] [%hhd] [%hhx] [%zu] [%zd] [%td]\n", (short)-1, (unsigned short)65535, (signed char)-5,
	       (unsigned char)250, (size_t)12, (ssize_t)-12, (ptrdiff_t)9);
	printf("[%c] [%3c] [%-3c] [%%] [%s] [%8s] [%-8s] [%.2s] [%*d] [%-*d] [%.*s]\n", 'x', 'y', 'z', a, a, a, a, 6, 5, 6, 5,
	       3, a);
	n = printf("counted\n");
	printf("%d\n", n);
	puts("puts");
	putchar('c');
	putchar('\n');
	n = snprintf(line, sizeof(line), "%s-%d", "made", 7);
	printf("%d %s\n", n, line);
	n = snprintf(line, 5, "%s", "truncated");
	printf("%d %s\n", n, line);
	n = sprintf(line, "%04x", 0xab);
	printf("%d %s\n", n, line);

	strcpy(b, "beta");
	printf("%zu %zu %d %d %d\n", strlen(a), strnlen(a, 3), sign(strcmp(a, b)), sign(strncmp(a, "alpine", 3)),
	       sign(memcmp("\x80", "\x7f", 1)));
	strcat(b, "-");
	strncat(b, a, 3);
	printf("%s %s %s %d\n", b, strchr(b, 'a'), strrchr(b, 'a'), strchr(b, 'q') == NULL);
	printf("%s %d\n", strstr(b, "a-a"), strstr(b, "none") == NULL);
	memset(line, '.', 10);
	line[10] = 0;
	strncpy(line, "ab", 5);
	printf("%s %d %d %c\n", line, line[2], line[4], line[5]);
	memmove(a + 1, a, 5);
	printf("%s\n", a);
	memcpy(a, "ALP", 3);
	printf("%s %d\n", a, (int)((char *)memchr(a, 'h', 6) - a));

	p = malloc(10);
	printf("%d\n", calloc(1ul << 39, 1ul << 39) == NULL);
	q = calloc(4, 4);
	memset(p, 'p', 9);
	p[9] = 0;
	p = realloc(p, 40);
	strcat(p, "+");
	printf("%s %d %d\n", p, q[15], p != q);
	free(p);
	free(q);
	free(NULL);
	return 0;
}
