/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PM_H
#define _LINUX_PM_H

#include <linux/types.h>
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct device;

typedef struct pm_message {
	int event;
} pm_message_t;

struct dev_pm_ops {
	int (*prepare)(struct device *dev);
	void (*complete)(struct device *dev);
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*freeze)(struct device *dev);
	int (*thaw)(struct device *dev);
	int (*poweroff)(struct device *dev);
	int (*restore)(struct device *dev);
	int (*suspend_late)(struct device *dev);
	int (*resume_early)(struct device *dev);
	int (*freeze_late)(struct device *dev);
	int (*thaw_early)(struct device *dev);
	int (*poweroff_late)(struct device *dev);
	int (*restore_early)(struct device *dev);
	int (*suspend_noirq)(struct device *dev);
	int (*resume_noirq)(struct device *dev);
	int (*freeze_noirq)(struct device *dev);
	int (*thaw_noirq)(struct device *dev);
	int (*poweroff_noirq)(struct device *dev);
	int (*restore_noirq)(struct device *dev);
	int (*runtime_suspend)(struct device *dev);
	int (*runtime_resume)(struct device *dev);
	int (*runtime_idle)(struct device *dev);
};

struct dev_pm_info {
	unsigned int can_wakeup:1;
	unsigned int async_suspend:1;
	atomic_t usage_count;
	atomic_t child_count;
	unsigned int disable_depth:3;
	unsigned int runtime_auto:1;
	int runtime_status;
	int runtime_error;
	int autosuspend_delay;
	u32 driver_flags;
	struct dev_pm_qos *qos;
};

#define SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) \
	.suspend = suspend_fn, .resume = resume_fn, .freeze = suspend_fn, \
	.thaw = resume_fn, .poweroff = suspend_fn, .restore = resume_fn,
#define SET_RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn) \
	.runtime_suspend = suspend_fn, .runtime_resume = resume_fn, \
	.runtime_idle = idle_fn,
#define SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn) \
const struct dev_pm_ops __maybe_unused name = { \
	SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) \
}

struct dev_pm_qos;

enum rpm_status {
	RPM_ACTIVE = 0,
	RPM_RESUMING,
	RPM_SUSPENDED,
	RPM_SUSPENDING
};

#define DPM_FLAG_NO_DIRECT_COMPLETE	(1U << 0)
#define DPM_FLAG_SMART_PREPARE		(1U << 1)
#define DPM_FLAG_SMART_SUSPEND		(1U << 2)

#define SET_LATE_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) \
	.suspend_late = suspend_fn, .resume_early = resume_fn, \
	.freeze_late = suspend_fn, .thaw_early = resume_fn, \
	.poweroff_late = suspend_fn, .restore_early = resume_fn,
#define SET_NOIRQ_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) \
	.suspend_noirq = suspend_fn, .resume_noirq = resume_fn, \
	.freeze_noirq = suspend_fn, .thaw_noirq = resume_fn, \
	.poweroff_noirq = suspend_fn, .restore_noirq = resume_fn,
#define UNIVERSAL_DEV_PM_OPS(name, suspend_fn, resume_fn, idle_fn) \
const struct dev_pm_ops __maybe_unused name = { \
	SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) \
	SET_RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn) \
}

int device_init_wakeup(struct device *dev, bool enable);
int device_set_wakeup_enable(struct device *dev, bool enable);
void device_set_wakeup_capable(struct device *dev, bool capable);
int device_wakeup_enable(struct device *dev);
int device_wakeup_disable(struct device *dev);
bool device_may_wakeup(struct device *dev);
bool device_can_wakeup(struct device *dev);
void pm_stay_awake(struct device *dev);
void pm_relax(struct device *dev);
void pm_wakeup_event(struct device *dev, unsigned int msec);

#endif /* _LINUX_PM_H */
