/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PM_QOS_H
#define _LINUX_PM_QOS_H

#include <linux/types.h>
#include <linux/notifier.h>
#include <linux/device.h>

#define PM_QOS_DEFAULT_VALUE	(-1)

struct pm_qos_request {
	int prio;
	void *qos;
};

struct dev_pm_qos_request {
	int type;
	struct device *dev;
};

enum dev_pm_qos_req_type {
	DEV_PM_QOS_RESUME_LATENCY = 1,
	DEV_PM_QOS_LATENCY_TOLERANCE,
	DEV_PM_QOS_MIN_FREQUENCY,
	DEV_PM_QOS_MAX_FREQUENCY,
	DEV_PM_QOS_FLAGS
};

void cpu_latency_qos_add_request(struct pm_qos_request *req, s32 value);
void cpu_latency_qos_update_request(struct pm_qos_request *req, s32 new_value);
void cpu_latency_qos_remove_request(struct pm_qos_request *req);
bool cpu_latency_qos_request_active(struct pm_qos_request *req);
s32 cpu_latency_qos_limit(void);
int dev_pm_qos_add_request(struct device *dev, struct dev_pm_qos_request *req,
			   enum dev_pm_qos_req_type type, s32 value);
int dev_pm_qos_update_request(struct dev_pm_qos_request *req, s32 new_value);
int dev_pm_qos_remove_request(struct dev_pm_qos_request *req);

#endif /* _LINUX_PM_QOS_H */
