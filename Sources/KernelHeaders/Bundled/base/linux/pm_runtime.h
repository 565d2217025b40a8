/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PM_RUNTIME_H
#define _LINUX_PM_RUNTIME_H

#include <linux/device.h>
#include <linux/pm.h>
#include <linux/notifier.h>

int pm_runtime_get_sync(struct device *dev);
int pm_runtime_resume_and_get(struct device *dev);
void pm_runtime_get_noresume(struct device *dev);
int pm_runtime_put(struct device *dev);
int pm_runtime_put_sync(struct device *dev);
void pm_runtime_put_noidle(struct device *dev);
int pm_runtime_put_autosuspend(struct device *dev);
void pm_runtime_enable(struct device *dev);
void pm_runtime_disable(struct device *dev);
void pm_runtime_allow(struct device *dev);
void pm_runtime_forbid(struct device *dev);
int pm_runtime_set_active(struct device *dev);
void pm_runtime_mark_last_busy(struct device *dev);
void pm_runtime_set_autosuspend_delay(struct device *dev, int delay);
void pm_runtime_use_autosuspend(struct device *dev);
bool pm_runtime_suspended(struct device *dev);

int pm_runtime_get(struct device *dev);
int pm_runtime_get_if_in_use(struct device *dev);
int pm_runtime_idle(struct device *dev);
int pm_runtime_suspend(struct device *dev);
int pm_runtime_resume(struct device *dev);
int pm_runtime_autosuspend(struct device *dev);
int pm_request_idle(struct device *dev);
int pm_request_resume(struct device *dev);
int pm_request_autosuspend(struct device *dev);
int pm_schedule_suspend(struct device *dev, unsigned int delay);
int pm_runtime_put_sync_suspend(struct device *dev);
int pm_runtime_put_sync_autosuspend(struct device *dev);
int pm_runtime_set_suspended(struct device *dev);
int pm_runtime_force_suspend(struct device *dev);
int pm_runtime_force_resume(struct device *dev);
int pm_runtime_barrier(struct device *dev);
void pm_runtime_dont_use_autosuspend(struct device *dev);
void pm_runtime_no_callbacks(struct device *dev);
void pm_runtime_irq_safe(struct device *dev);
void pm_suspend_ignore_children(struct device *dev, bool enable);
bool pm_runtime_active(struct device *dev);
bool pm_runtime_enabled(struct device *dev);
bool pm_runtime_status_suspended(struct device *dev);

#endif /* _LINUX_PM_RUNTIME_H */
