// SPDX-License-Identifier: GPL-2.0
/* call: f(user(32), 32) -> 0 */
/* call: short_buffer(user(4)) -> 0 */
/* call: names(user(16)) -> 0 */
/* Copies between the kernel and the user. */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

int f(u8 __user *buf, size_t size)
{
	u8 in[32], out[32], *copy;
	u16 half = 0;
	u64 wide = 0;
	int i;

	for (i = 0; i < 32; i++)
		out[i] = i + 1;
	CHECK(!copy_to_user(buf, out, size));
	CHECK(!copy_from_user(in, buf, size) && !memcmp(in, out, size));
	CHECK(!put_user((u16)0xabcd, (u16 __user *)(buf + 2)));
	CHECK(!get_user(half, (u16 __user *)(buf + 2)) && half == 0xabcd);
	CHECK(!get_user(wide, (u64 __user *)(buf + 8)));
	CHECK(((u8 *)&wide)[7] == 16);
	CHECK(!clear_user(buf + 1, 3) && !copy_from_user(in, buf, 5));
	CHECK(in[0] == 1 && !in[1] && !in[3] && in[4] == 5);
	copy = memdup_user(buf, size);
	CHECK(!IS_ERR(copy) && copy[31] == 32);
	kfree(copy);
	CHECK(access_ok(buf, size));
	return 0;
}

int short_buffer(u8 __user *buf)
{
	u8 in[8] = { 9, 9, 9, 9, 9, 9, 9, 9 };
	u32 word = 0;

	CHECK(copy_from_user(in, buf, 8) == 4);
	CHECK(in[0] == 0 && in[4] == 0 && in[7] == 0);
	CHECK(copy_to_user(buf, "12345678", 6) == 2);
	CHECK(get_user(word, (u32 __user *)(buf + 2)) == -EFAULT);
	CHECK(put_user(word, (u32 __user *)NULL) == -EFAULT);
	CHECK(memdup_user(buf, 5) == ERR_PTR(-EFAULT));
	CHECK(copy_from_user(in, NULL, 1) == 1);
	return 0;
}

int names(char __user *buf)
{
	char name[8], *copy;

	CHECK(!copy_to_user(buf, "name\0rest", 10));
	CHECK(strncpy_from_user(name, buf, sizeof(name)) == 4 && !strcmp(name, "name"));
	CHECK(strnlen_user(buf, 16) == 5);
	copy = strndup_user(buf, 16);
	CHECK(!IS_ERR(copy) && !strcmp(copy, "name"));
	kfree(copy);
	copy = memdup_user_nul(buf, 3);
	CHECK(!IS_ERR(copy) && !strcmp(copy, "nam"));
	kfree(copy);
	return 0;
}
