// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* String functions, those of the kernel among them. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

int f(void)
{
	char a[16] = "alpha", b[8], *p, *q;
	static const char *const words[] = { "one", "two", "three" };
	u16 wide[4];
	bool yes;

	CHECK(strlen(a) == 5 && strnlen(a, 3) == 3);
	CHECK(strcmp(a, "alpha") == 0 && strcmp(a, "alphb") < 0 && strcmp("b", a) > 0);
	CHECK(strncmp(a, "alpine", 3) == 0 && strncmp(a, "alpine", 4) < 0);
	CHECK(strcasecmp("MdEv", "mdev") == 0 && strncasecmp("MDEVx", "mdevy", 4) == 0);
	CHECK(strscpy(b, a, sizeof(b)) == 5 && strcmp(b, a) == 0);
	CHECK(strscpy(b, "0123456789", sizeof(b)) == -E2BIG && strlen(b) == 7);
	CHECK(strlcpy(b, "0123456789", sizeof(b)) == 10 && b[7] == 0);
	strncpy(b, "xy", sizeof(b));
	CHECK(b[1] == 'y' && b[2] == 0 && b[7] == 0);
	CHECK(strlcat(b, "z", sizeof(b)) == 3 && b[2] == 'z');
	strcat(a, "-beta");
	CHECK(strchr(a, '-') == a + 5 && strrchr(a, 'a') == a + 9 && !strchr(a, 'q'));
	CHECK(strstr(a, "a-b") == a + 4 && !strstr(a, "ab") && strstr(a, "") == a);
	CHECK(strspn(a, "alp") == 3 && strcspn(a, "-") == 5 && *strpbrk(a, "e-") == '-');
	p = a;
	CHECK(strcmp(strsep(&p, "-"), "alpha") == 0 && strcmp(p, "beta") == 0);
	CHECK(strcmp(strsep(&p, "-"), "beta") == 0 && !p && !strsep(&p, "-"));
	strcpy(b, " in ");
	CHECK(strcmp(skip_spaces(b), "in ") == 0);
	CHECK(strcmp(strim(b), "in") == 0);
	CHECK(match_string(words, ARRAY_SIZE(words), "two") == 1);
	CHECK(match_string(words, ARRAY_SIZE(words), "four") == -EINVAL);
	CHECK(sysfs_streq("on\n", "on") && !sysfs_streq("on", "off"));
	CHECK(sysfs_match_string(words, "three\n") == 2);
	CHECK(!strtobool("y", &yes) && yes && !strtobool("0", &yes) && !yes);
	CHECK(memchr_inv("\0\0x", 0, 3) != NULL && !memchr_inv("aaa", 'a', 3));
	CHECK(memchr(a, 'h', 5) == a + 3 && memcmp("ab", "ac", 2) < 0);
	memset16(wide, 0x1234, 3);
	CHECK(wide[2] == 0x1234);
	memmove(a + 1, a, 4);
	CHECK(strcmp(a, "aalph") == 0);
	CHECK(strcmp(kbasename("/a/b/c"), "c") == 0);
	p = kstrdup("copy", GFP_KERNEL);
	q = kmemdup(p, 5, GFP_KERNEL);
	CHECK(p && q && p != q && strcmp(p, q) == 0);
	kfree(p);
	kfree(q);
	p = kstrndup("length", 3, GFP_KERNEL);
	CHECK(p && strcmp(p, "len") == 0);
	kfree(p);
	p = kasprintf(GFP_KERNEL, "%s-%d", "mtty", 2);
	CHECK(p && strcmp(p, "mtty-2") == 0);
	kfree(p);
	return 0;
}
