/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CCWDEV_H
#define _ASM_CCWDEV_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>

struct ccw_device {
	struct ccw_device_id id;
	void *handler;
	struct device dev;
};

#endif /* _ASM_CCWDEV_H */
