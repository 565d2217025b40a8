/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PERF_EVENT_H
#define _LINUX_PERF_EVENT_H

#include <uapi/linux/perf_event.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/hrtimer.h>
#include <linux/fs.h>
#include <linux/cpu.h>
#include <linux/sysfs.h>
#include <linux/device.h>
#include <asm/local64.h>
#include <linux/cgroup.h>
#include <linux/irq_work.h>
#include <linux/pid_namespace.h>
#include <linux/rculist.h>
#include <linux/security.h>
#include <linux/static_key.h>
#include <linux/kthread.h>

struct perf_event;
struct perf_event_context;

struct hw_perf_event {
	u64			config;
	u64			last_tag;
	unsigned long		config_base;
	unsigned long		event_base;
	int			event_base_rdpmc;
	int			idx;
	int			last_cpu;
	int			flags;
	struct hrtimer		hrtimer;
	int			state;
	local64_t		prev_count;
	u64			sample_period;
	local64_t		period_left;
};

#define PERF_HES_STOPPED	0x01
#define PERF_HES_UPTODATE	0x02
#define PERF_HES_ARCH		0x04
#define PERF_EF_START		0x01
#define PERF_EF_RELOAD		0x02
#define PERF_EF_UPDATE		0x04
#define PERF_PMU_CAP_NO_INTERRUPT	0x01
#define PERF_PMU_CAP_NO_NMI		0x02
#define PERF_PMU_CAP_NO_EXCLUDE		0x80

struct pmu {
	struct list_head	entry;
	struct module		*module;
	struct device		*dev;
	const struct attribute_group **attr_groups;
	const struct attribute_group **attr_update;
	const char		*name;
	int			type;
	int			capabilities;
	int			task_ctx_nr;
	void (*pmu_enable)(struct pmu *pmu);
	void (*pmu_disable)(struct pmu *pmu);
	int (*event_init)(struct perf_event *event);
	int (*add)(struct perf_event *event, int flags);
	void (*del)(struct perf_event *event, int flags);
	void (*start)(struct perf_event *event, int flags);
	void (*stop)(struct perf_event *event, int flags);
	void (*read)(struct perf_event *event);
};

enum perf_event_state {
	PERF_EVENT_STATE_DEAD		= -4,
	PERF_EVENT_STATE_EXIT		= -3,
	PERF_EVENT_STATE_ERROR		= -2,
	PERF_EVENT_STATE_OFF		= -1,
	PERF_EVENT_STATE_INACTIVE	= 0,
	PERF_EVENT_STATE_ACTIVE		= 1
};

enum perf_event_task_context {
	perf_invalid_context = -1,
	perf_hw_context = 0,
	perf_sw_context
};

struct perf_event {
	struct list_head	event_entry;
	struct list_head	sibling_list;
	struct perf_event	*group_leader;
	struct pmu		*pmu;
	void			*pmu_private;
	enum perf_event_state	state;
	unsigned int		attach_state;
	local64_t		count;
	struct perf_event_attr	attr;
	struct hw_perf_event	hw;
	int			oncpu;
	int			cpu;
	void (*destroy)(struct perf_event *event);
};

#define PERF_ATTACH_TASK	0x04
#define for_each_sibling_event(sibling, event) \
	if ((event)->group_leader == (event)) \
		list_for_each_entry((sibling), &(event)->sibling_list, sibling_list)

struct perf_pmu_events_attr {
	struct device_attribute attr;
	u64 id;
	const char *event_str;
};

#define PMU_FORMAT_ATTR(_name, _format)					\
static ssize_t _name##_show(struct device *dev,				\
			    struct device_attribute *attr, char *page)	\
{									\
	return sprintf(page, _format "\n");				\
}									\
static struct device_attribute format_attr_##_name = __ATTR_RO(_name)

int perf_pmu_register(struct pmu *pmu, const char *name, int type);
void perf_pmu_unregister(struct pmu *pmu);
void perf_pmu_migrate_context(struct pmu *pmu, int src_cpu, int dst_cpu);
void perf_event_update_userpage(struct perf_event *event);
bool is_sampling_event(struct perf_event *event);
int is_software_event(struct perf_event *event);

#endif /* _LINUX_PERF_EVENT_H */
