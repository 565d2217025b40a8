// SPDX-License-Identifier: Apache-2.0
/* Recursive calls with little else. */
#include <stdio.h>

static unsigned fibonacci(unsigned n)
{
	return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static unsigned ackermann(unsigned m, unsigned n)
{
	if (!m)
		return n + 1;
	if (!n)
		return ackermann(m - 1, 1);
	return ackermann(m - 1, ackermann(m, n - 1));
}

static unsigned queens(unsigned all, unsigned columns, unsigned left, unsigned right)
{
	unsigned found = 0, open = all & ~(columns | left | right);

	if (columns == all)
		return 1;
	while (open) {
		unsigned bit = open & -open;

		open &= ~bit;
		found += queens(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
	}
	return found;
}

int main(void)
{
	printf("%u ", fibonacci(35));
	printf("%u ", ackermann(2, 1200));
	printf("%u\n", queens((1 << 11) - 1, 0, 0, 0));
	return 0;
}
