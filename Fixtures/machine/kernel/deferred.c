// SPDX-License-Identifier: GPL-2.0
/* call: timers() -> 0 */
/* call: tasklets() -> 0 */
/* call: registered() -> 0 */
/* call: addresses() -> 0 */
/* High-resolution timers, tasklets, files of debugfs, interrupt lines, addresses of Ethernet. */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/etherdevice.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/slab.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct clock {
	struct hrtimer timer;
	struct tasklet_struct tasklet;
	struct tasklet_struct old;
	int ticks;
	int limit;
	unsigned long data;
};

static enum hrtimer_restart tick(struct hrtimer *timer)
{
	struct clock *clock = container_of(timer, struct clock, timer);

	if (++clock->ticks == clock->limit)
		return HRTIMER_NORESTART;
	hrtimer_forward_now(timer, ms_to_ktime(10));
	return HRTIMER_RESTART;
}

int timers(void)
{
	struct clock *clock = kzalloc(sizeof(*clock), GFP_KERNEL);

	CHECK(clock);
	clock->limit = 3;
	hrtimer_init(&clock->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	clock->timer.function = tick;
	CHECK(!hrtimer_active(&clock->timer) && !hrtimer_cancel(&clock->timer));
	hrtimer_start(&clock->timer, ms_to_ktime(10), HRTIMER_MODE_REL);
	CHECK(hrtimer_active(&clock->timer) && clock->ticks == 0);
	msleep(15);
	CHECK(clock->ticks == 1);
	msleep(100);
	CHECK(clock->ticks == 3 && !hrtimer_active(&clock->timer));
	hrtimer_start(&clock->timer, ktime_add_ms(ktime_get(), 50), HRTIMER_MODE_ABS);
	msleep(20);
	CHECK(hrtimer_cancel(&clock->timer) == 1 && clock->ticks == 3);
	hrtimer_set_expires(&clock->timer, ktime_get());
	msleep(25);
	/* At 0, 10 and 20 ms; the next one is at 30. */
	CHECK(hrtimer_forward_now(&clock->timer, ms_to_ktime(10)) == 3);
	CHECK(hrtimer_forward_now(&clock->timer, ms_to_ktime(10)) == 0);
	kfree(clock);
	return 0;
}

static void dong(struct tasklet_struct *t)
{
	struct clock *clock = from_tasklet(clock, t, tasklet);

	clock->ticks++;
}

static void ding(unsigned long data)
{
	((struct clock *)data)->ticks += 10;
}

int tasklets(void)
{
	struct clock *clock = kzalloc(sizeof(*clock), GFP_KERNEL);

	CHECK(clock);
	tasklet_setup(&clock->tasklet, dong);
	tasklet_init(&clock->old, ding, (unsigned long)clock);
	tasklet_schedule(&clock->tasklet);
	/* Once, as it was scheduled already. */
	tasklet_schedule(&clock->tasklet);
	tasklet_hi_schedule(&clock->old);
	CHECK(clock->ticks == 0);
	tasklet_kill(&clock->tasklet);
	tasklet_kill(&clock->old);
	CHECK(clock->ticks == 11);
	tasklet_disable(&clock->tasklet);
	tasklet_schedule(&clock->tasklet);
	msleep(1);
	CHECK(clock->ticks == 11);
	tasklet_enable(&clock->tasklet);
	tasklet_kill(&clock->tasklet);
	CHECK(clock->ticks == 12);
	kfree(clock);
	return 0;
}

static irqreturn_t never(int irq, void *data)
{
	return IRQ_HANDLED;
}

int registered(void)
{
	struct dentry *folder, *file;
	u32 number = 7;

	folder = debugfs_create_dir("deferred", NULL);
	CHECK(!IS_ERR_OR_NULL(folder));
	CHECK(PTR_ERR(debugfs_create_dir("deferred", NULL)) == -EEXIST);
	file = debugfs_create_file("file", 0444, folder, &number, NULL);
	CHECK(!IS_ERR_OR_NULL(file));
	CHECK(debugfs_lookup("file", folder) == file);
	debugfs_remove(file);
	CHECK(!debugfs_lookup("file", folder));
	debugfs_create_u32("number", 0644, folder, &number);
	debugfs_remove_recursive(folder);
	debugfs_remove_recursive(NULL);
	debugfs_remove(ERR_PTR(-ENODEV));

	CHECK(!request_irq(5, never, 0, "deferred", &number));
	disable_irq(5);
	enable_irq(5);
	synchronize_irq(5);
	free_irq(5, &number);
	return 0;
}

int addresses(void)
{
	u8 one[ETH_ALEN], other[ETH_ALEN];

	eth_zero_addr(one);
	CHECK(is_zero_ether_addr(one) && !is_valid_ether_addr(one));
	eth_random_addr(one);
	CHECK(is_valid_ether_addr(one) && is_local_ether_addr(one));
	ether_addr_copy(other, one);
	CHECK(ether_addr_equal(one, other));
	eth_broadcast_addr(other);
	CHECK(is_broadcast_ether_addr(other) && is_multicast_ether_addr(other));
	CHECK(mac_pton("02:00:5e:10:00:fF", one) && one[0] == 2 && one[5] == 0xff);
	CHECK(!mac_pton("02:00:5e:10:00", one) && !mac_pton("02-00-5e-10-00-ff", one));
	return 0;
}
