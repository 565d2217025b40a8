// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* Text to numbers, the strict way and the simple one. */
#include <linux/errno.h>
#include <linux/kernel.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

int f(void)
{
	unsigned long ul;
	unsigned int ui;
	long long ll;
	char *end;
	long l;
	bool b;
	u64 q;
	u8 c;
	int i;

	CHECK(!kstrtoint("-42", 0, &i) && i == -42);
	CHECK(!kstrtoint("0x2a\n", 0, &i) && i == 42);
	CHECK(!kstrtoint("052", 0, &i) && i == 42);
	CHECK(!kstrtoint("+7", 10, &i) && i == 7);
	CHECK(kstrtoint("2147483648", 10, &i) == -ERANGE);
	CHECK(kstrtoint("12x", 10, &i) == -EINVAL && kstrtoint("", 10, &i) == -EINVAL);
	CHECK(kstrtoint(" 1", 10, &i) == -EINVAL);
	CHECK(!kstrtouint("4294967295", 10, &ui) && ui == ~0U);
	CHECK(kstrtouint("-1", 10, &ui) == -EINVAL);
	CHECK(!kstrtoul("ffff", 16, &ul) && ul == 0xffff);
	CHECK(!kstrtol("-9", 10, &l) && l == -9);
	CHECK(!kstrtoll("-9223372036854775808", 10, &ll) && ll == (-9223372036854775807LL - 1));
	CHECK(!kstrtou64("18446744073709551615", 0, &q) && q == ~0ULL);
	CHECK(kstrtou64("18446744073709551616", 0, &q) == -ERANGE);
	CHECK(!kstrtou8("255", 10, &c) && c == 255 && kstrtou8("256", 10, &c) == -ERANGE);
	CHECK(!kstrtobool("on", &b) && b && !kstrtobool("N", &b) && !b && kstrtobool("?", &b) == -EINVAL);
	CHECK(simple_strtoul("12,34", &end, 10) == 12 && *end == ',');
	CHECK(simple_strtoul("0x1fz", &end, 0) == 31 && *end == 'z');
	CHECK(simple_strtol("-5", NULL, 10) == -5);
	return 0;
}
