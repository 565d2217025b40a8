// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* call: structs(user(6)) -> 0 */
/* What has no place of its own: contexts, roots, rounding, prefixes, modules, dumps, regions of bits. */
#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/hardirq.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/uaccess.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(mutex);
static int in_timer;

static void expired(struct timer_list *unused)
{
	in_timer = in_interrupt() && in_atomic() && !in_task() && !in_irq();
}

static DEFINE_TIMER(timer, expired);

int f(void)
{
	unsigned long map[2] = { 0x0f, 0 };
	unsigned long now = jiffies, round;
	char text[80];

	CHECK(!in_interrupt() && !in_atomic() && in_task() && !in_irq());
	mutex_lock(&mutex);
	CHECK(!in_atomic());
	mutex_unlock(&mutex);
	spin_lock(&lock);
	CHECK(in_atomic() && !in_interrupt());
	spin_unlock(&lock);
	spin_lock_bh(&lock);
	CHECK(in_atomic() && in_interrupt() && in_task() && !in_irq());
	spin_unlock_bh(&lock);
	preempt_disable();
	CHECK(in_atomic() && !in_interrupt());
	preempt_enable();
	mod_timer(&timer, jiffies + 2);
	while (timer_pending(&timer))
		schedule();
	CHECK(in_timer == 1);

	CHECK(int_sqrt(0) == 0 && int_sqrt(15) == 3 && int_sqrt(16) == 4 && int_sqrt(~0UL) == 0xffffffff);
	CHECK(jiffies_to_nsecs(3) == 3 * (NSEC_PER_SEC / HZ));
	now = jiffies;
	round = round_jiffies(now + 10 * HZ);
	CHECK(round % HZ == 0 && round - now > 9 * HZ && round - now < 11 * HZ);
	round = round_jiffies_up(now + 1);
	CHECK(round % HZ == 0 && round > now && round - now <= HZ);
	CHECK((now + round_jiffies_up_relative(5)) % HZ == 0);

	CHECK(str_has_prefix("mdev-type", "mdev") == 4 && !str_has_prefix("mde", "mdev") && !str_has_prefix("vfio", "mdev"));
	CHECK(request_module("vfio-%s", "pci") == -ENOENT);
	CHECK(hex_dump_to_buffer("abcd", 4, 16, 1, text, sizeof(text), true) == 53);
	CHECK(!strncmp(text, "61 62 63 64 ", 12) && !strcmp(text + 49, "abcd"));
	print_hex_dump(KERN_INFO, "dump: ", DUMP_PREFIX_OFFSET, 16, 1, "abcdefghijklmnopqrst", 20, true);
	print_hex_dump_bytes("", DUMP_PREFIX_NONE, "xy", 2);

	CHECK(bitmap_find_free_region(map, 100, 2) == 4 && map[0] == 0xff);
	CHECK(bitmap_find_free_region(map, 100, 6) == -ENOMEM && bitmap_find_free_region(map, 128, 6) == 64);
	CHECK(map[1] == ~0UL);
	bitmap_release_region(map, 64, 6);
	bitmap_release_region(map, 2, 1);
	CHECK(map[1] == 0 && map[0] == 0xf3 && bitmap_find_free_region(map, 100, 0) == 2);
	return 0;
}

struct grown { u16 first; u16 second; u32 third; };

int structs(u8 __user *from)
{
	struct grown g = { 1, 1, 1 };
	u8 byte;
	int i;

	CHECK(copy_struct_from_user(&g, sizeof(g), from, 4) == 0 && !g.first && !g.second && !g.third);
	CHECK(copy_struct_from_user(&g, 4, from, 6) == 0);
	CHECK(!put_user(5, from + 5));
	CHECK(copy_struct_from_user(&g, 4, from, 6) == -E2BIG);
	CHECK(copy_struct_from_user(&g, 8, from, 8) == -EFAULT);
	for (i = 0; i < 3; i++)
		CHECK(!put_user("42"[i], from + i));
	CHECK(!kstrtou8_from_user(from, 3, 10, &byte) && byte == 42);
	return 0;
}
