// SPDX-License-Identifier: Apache-2.0
/* Variable arguments: va_list, va_copy, lists handed on, enough arguments to leave the registers. */
#include <stdarg.h>
#include <stdio.h>

struct small { int a, b; };
struct large { long v[4]; };

static long long sum(const char *kinds, ...)
{
	long long total = 0;
	va_list ap;

	va_start(ap, kinds);
	for (; *kinds; kinds++) {
		switch (*kinds) {
		case 'i': total += va_arg(ap, int); break;
		case 'u': total += va_arg(ap, unsigned int); break;
		case 'l': total += va_arg(ap, long); break;
		case 'q': total += va_arg(ap, long long); break;
		case 'c': total += (char)va_arg(ap, int); break;
		case 'p': total += *va_arg(ap, int *); break;
		case 's': total += va_arg(ap, const char *)[0]; break;
		case 'd': total += (long long)(va_arg(ap, double) * 4); break;
		case 'f': total += va_arg(ap, int (*)(int))(3); break;
		case 'm': { struct small s = va_arg(ap, struct small); total += s.a * 10 + s.b; break; }
		case 'L': { struct large l = va_arg(ap, struct large); total += l.v[0] + l.v[3]; break; }
		}
		printf(" %lld", total);
	}
	va_end(ap);
	printf("\n");
	return total;
}

static int largest(int count, va_list ap)
{
	int best = -1;

	while (count--) {
		int v = va_arg(ap, int);

		if (v > best)
			best = v;
	}
	return best;
}

static int twice(int count, ...)
{
	va_list ap, again;
	int a, b;

	va_start(ap, count);
	va_copy(again, ap);
	a = largest(count, ap);
	b = largest(count - 1, again);
	va_end(again);
	va_end(ap);
	return a * 1000 + b;
}

static int advance(va_list *ap)
{
	return va_arg(*ap, int);
}

static int through_pointer(int count, ...)
{
	va_list ap;
	int total = 0;

	va_start(ap, count);
	while (count--)
		total = total * 10 + advance(&ap);
	va_end(ap);
	return total;
}

static int format(char *buffer, size_t size, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(buffer, size, fmt, ap);
	va_end(ap);
	return n;
}

static int triple(int x)
{
	return 3 * x;
}

int main(void)
{
	int x = 17, y = -4;
	char text[32];
	struct small s = { 6, 7 };
	struct large l = { { 100, 0, 0, 1 } };

	sum("iii", 1, 2, 3);
	sum("iuqilq", -1, 4000000000u, 1LL << 40, 5, -6L, -(1LL << 41));
	sum("iiiiiiiiiiiiiii", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, -15);
	sum("pispc", &x, 2, "A", &y, 'z');
	sum("ddddddddddid", 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3, 2.75);
	sum("imLimLimL", 1, s, l, 2, s, l, 3, s, l);
	sum("fdqfdq", triple, 1.5, 9LL, triple, -1.5, -9LL);
	sum("");
	printf("%d %d\n", twice(5, 3, 9, 2, 8, 11), twice(7, 1, 2, 3, 4, 5, 6, 7));
	printf("%d\n", through_pointer(9, 1, 2, 3, 4, 5, 6, 7, 8, 9));
	printf("%d ", format(text, sizeof(text), "%s=%d %c %lld", "key", x, 'q', 1LL << 35));
	printf("%s\n", text);
	printf("%d ", format(text, 8, "%s", "longer than the buffer"));
	printf("%s\n", text);
	return 0;
}
