// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* printf's formats, and those that only the kernel has. */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uuid.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static char text[128];

#define SAYS(expect, fmt...) \
	CHECK(snprintf(text, sizeof(text), fmt) == (int)strlen(expect) && strcmp(text, expect) == 0)

static int vary(char *buf, size_t size, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;
	int n;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	n = snprintf(buf, size, "<%pV>", &vaf);
	va_end(args);
	return n;
}

int f(void)
{
	uuid_t uuid = UUID_INIT(0x12345678, 0x9abc, 0xdef0, 1, 2, 3, 4, 5, 6, 7, 8);
	u8 mac[6] = { 0, 0x1b, 0x21, 0xff, 0x0a, 9 };
	u8 ip[4] = { 192, 168, 0, 1 };
	u64 address = 0xfee00000;
	unsigned long map[1] = { 0x16 };
	guid_t guid;
	int a, b;

	SAYS("12 -3 4294967295 ff 0XFF 17", "%d %i %u %x %#X %o", 12, -3, -1, 255, 255, 15);
	SAYS("[   42][42   ][00042][+42]", "[%5d][%-5d][%05d][%+d]", 42, 42, 42, 42);
	SAYS("1099511627776 -1 18446744073709551615", "%lld %ld %llu", 1LL << 40, -1L, ~0ULL);
	SAYS("-1 255 8 -8", "%hhd %hhu %zu %zd", (s8)-1, (u8)255, (size_t)8, (ssize_t)-8);
	SAYS("abc|  abc|abc  |ab|(null)", "%s|%5s|%-5s|%.2s|%s", "abc", "abc", "abc", "abc", (char *)NULL);
	SAYS("c%x", "%c%%%c", 'c', 'x');
	SAYS("   7|007", "%*d|%.*d", 4, 7, 3, 7);
	SAYS("12345678-9abc-def0-0102-030405060708", "%pUb", &uuid);
	SAYS("12345678-9ABC-DEF0-0102-030405060708", "%pUB", &uuid);
	SAYS("78563412-bc9a-f0de-0102-030405060708", "%pUl", &uuid);
	SAYS("00:1b:21:ff:0a:09", "%pM", mac);
	SAYS("192.168.0.1", "%pI4", ip);
	SAYS("0x00000000fee00000", "%pa", &address);
	SAYS("00 1b 21", "%3ph", mac);
	SAYS("00:1b", "%2phC", mac);
	SAYS("1-2,4", "%*pbl", 64, map);
	SAYS("3", "%d", vary(text + 64, 32, "%c", 'x'));
	CHECK(strcmp(text + 64, "<x>") == 0);
	CHECK(scnprintf(text, 4, "%d", 123456) == 3 && strcmp(text, "123") == 0);
	CHECK(snprintf(text, 4, "%d", 123456) == 6 && strcmp(text, "123") == 0);
	CHECK(sprintf(text, "%s", "") == 0 && !text[0]);
	CHECK(sscanf("12 ff", "%d %x", &a, &b) == 2 && a == 12 && b == 255);
	CHECK(sscanf("port-9", "port-%d", &a) == 1 && a == 9);
	CHECK(sscanf("x", "%d", &a) == 0);
	CHECK(guid_parse("78563412-bc9a-f0de-0102-030405060708", &guid) == 0);
	CHECK(memcmp(&guid, &uuid, sizeof(guid)) == 0);
	CHECK(uuid_parse("not one", &uuid) < 0);
	SAYS("abc|ab||7", "%.*s|%.*s|%.*s|%.*d", -1, "abc", 2, "abc", 0, "abc", -3, 7);
	SAYS("", "%.*s", -40000, "abc");
	return 0;
}
