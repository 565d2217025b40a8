// SPDX-License-Identifier: Apache-2.0
/* A recursive-descent parser and calculator: characters, switches, short functions, recursion. */
#include <stdio.h>

struct parser {
	const char *p;
	long variables[26];
	int errors;
};

static long expression(struct parser *s);

static void spaces(struct parser *s)
{
	while (*s->p == ' ' || *s->p == '\t')
		s->p++;
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static long number(struct parser *s)
{
	long v = 0;

	while (is_digit(*s->p))
		v = (v * 10 + (*s->p++ - '0')) & 0xffffff;
	return v;
}

static long primary(struct parser *s)
{
	long v;

	spaces(s);
	switch (*s->p) {
	case '(':
		s->p++;
		v = expression(s);
		spaces(s);
		if (*s->p == ')')
			s->p++;
		else
			s->errors++;
		return v;
	case '-':
		s->p++;
		return -primary(s);
	case '~':
		s->p++;
		return ~primary(s);
	default:
		if (is_digit(*s->p))
			return number(s);
		if (*s->p >= 'a' && *s->p <= 'z')
			return s->variables[*s->p++ - 'a'];
		s->errors++;
		return 0;
	}
}

static long term(struct parser *s)
{
	long v = primary(s);

	for (;;) {
		long w;

		spaces(s);
		switch (*s->p) {
		case '*':
			s->p++;
			v = (v * primary(s)) & 0xffffff;
			break;
		case '/':
			s->p++;
			w = primary(s);
			v = w ? v / w : 0;
			break;
		case '%':
			s->p++;
			w = primary(s);
			v = w ? v % w : 0;
			break;
		default:
			return v;
		}
	}
}

static long expression(struct parser *s)
{
	long v = term(s);

	for (;;) {
		spaces(s);
		if (*s->p == '+') {
			s->p++;
			v += term(s);
		} else if (*s->p == '-') {
			s->p++;
			v -= term(s);
		} else {
			return v;
		}
	}
}

static void statement(struct parser *s)
{
	char name;

	spaces(s);
	name = *s->p++;
	spaces(s);
	if (*s->p++ != '=')
		s->errors++;
	s->variables[name - 'a'] = expression(s);
	spaces(s);
	if (*s->p == ';')
		s->p++;
}

int main(void)
{
	static const char program[] =
		"a = (a + 3) * 7 - b / 2; b = ~(a * 31 + c) % 65537; c = ((a)) - (b - (c + 1)) * 2;"
		"d = -(a % 17) + d * 5; e = 123456 / (d % 100 + 1) + e; f = f + a - b + c - d + e;";
	struct parser s = { .p = program };
	long sum = 0;

	for (int round = 0; round < 120000; round++) {
		s.p = program;
		while (*s.p)
			statement(&s);
		sum = (sum * 31 + s.variables['f' - 'a']) & 0xffffffff;
	}
	printf("%ld %d\n", sum, s.errors);
	return 0;
}
