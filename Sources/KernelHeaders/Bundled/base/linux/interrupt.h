/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/kernel.h>
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/irqreturn.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/hrtimer.h>
#include <linux/kref.h>
#include <linux/workqueue.h>
#include <asm/irq.h>
#include <asm/ptrace.h>
#include <linux/jump_label.h>

#define IRQF_TRIGGER_RISING	0x00000001
#define IRQF_TRIGGER_FALLING	0x00000002
#define IRQF_TRIGGER_HIGH	0x00000004
#define IRQF_TRIGGER_LOW	0x00000008
#define IRQF_SHARED		0x00000080
#define IRQF_ONESHOT		0x00002000
#define IRQF_PROBE_SHARED	0x00000100
#define IRQF_PERCPU		0x00000400
#define IRQF_NOBALANCING	0x00000800
#define IRQF_NO_SUSPEND		0x00004000
#define IRQF_NO_THREAD		0x00010000
#define IRQF_NO_AUTOEN		0x00080000
#define IRQF_TRIGGER_NONE	0x00000000
#define IRQF_TRIGGER_MASK \
	(IRQF_TRIGGER_HIGH | IRQF_TRIGGER_LOW | IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING)

struct device;
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

int __must_check request_irq(unsigned int irq, irq_handler_t handler,
			     unsigned long flags, const char *name, void *dev);
int __must_check request_threaded_irq(unsigned int irq, irq_handler_t handler,
				      irq_handler_t thread_fn, unsigned long flags,
				      const char *name, void *dev);
int __must_check devm_request_irq(struct device *dev, unsigned int irq,
				  irq_handler_t handler, unsigned long irqflags,
				  const char *devname, void *dev_id);
const void *free_irq(unsigned int irq, void *dev_id);
void disable_irq(unsigned int irq);
void disable_irq_nosync(unsigned int irq);
void enable_irq(unsigned int irq);
void synchronize_irq(unsigned int irq);

struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state;
	atomic_t count;
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
	unsigned long data;
};

void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *t));
void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data),
		  unsigned long data);
void tasklet_schedule(struct tasklet_struct *t);
void tasklet_kill(struct tasklet_struct *t);

struct irq_affinity {
	unsigned int pre_vectors;
	unsigned int post_vectors;
	unsigned int nr_sets;
	unsigned int set_size[4];
	void (*calc_sets)(struct irq_affinity *affd, unsigned int nvecs);
	void *priv;
};

struct irq_affinity_notify {
	unsigned int irq;
	struct kref kref;
	struct work_struct work;
	void (*notify)(struct irq_affinity_notify *notify, const cpumask_t *mask);
	void (*release)(struct kref *ref);
};

int __must_check devm_request_threaded_irq(struct device *dev, unsigned int irq,
					   irq_handler_t handler, irq_handler_t thread_fn,
					   unsigned long irqflags, const char *devname,
					   void *dev_id);
int __must_check request_any_context_irq(unsigned int irq, irq_handler_t handler,
					 unsigned long flags, const char *name, void *dev_id);
void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id);
int irq_set_affinity(unsigned int irq, const struct cpumask *cpumask);
int irq_set_affinity_hint(unsigned int irq, const struct cpumask *m);
int irq_set_affinity_notifier(unsigned int irq, struct irq_affinity_notify *notify);
int irq_set_irq_wake(unsigned int irq, unsigned int on);
int enable_irq_wake(unsigned int irq);
int disable_irq_wake(unsigned int irq);
bool disable_hardirq(unsigned int irq);
bool synchronize_hardirq(unsigned int irq);
unsigned long probe_irq_on(void);
int probe_irq_off(unsigned long irqs);

#define DECLARE_TASKLET(name, _callback) \
	struct tasklet_struct name = { .callback = _callback, .use_callback = true }
#define DECLARE_TASKLET_OLD(name, _func) \
	struct tasklet_struct name = { .func = _func }
#define from_tasklet(var, callback_tasklet, tasklet_fieldname) \
	container_of(callback_tasklet, typeof(*var), tasklet_fieldname)
void tasklet_hi_schedule(struct tasklet_struct *t);
void tasklet_disable(struct tasklet_struct *t);
void tasklet_disable_nosync(struct tasklet_struct *t);
void tasklet_enable(struct tasklet_struct *t);

void enable_percpu_irq(unsigned int irq, unsigned int type);
void disable_percpu_irq(unsigned int irq);

#endif /* _LINUX_INTERRUPT_H */
