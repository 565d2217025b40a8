/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DMI_H
#define _LINUX_DMI_H

#include <linux/list.h>
#include <linux/mod_devicetable.h>
#include <linux/kobject.h>

enum dmi_field {
	DMI_NONE,
	DMI_BIOS_VENDOR,
	DMI_BIOS_VERSION,
	DMI_BIOS_DATE,
	DMI_SYS_VENDOR,
	DMI_PRODUCT_NAME,
	DMI_PRODUCT_VERSION,
	DMI_PRODUCT_SERIAL,
	DMI_PRODUCT_UUID,
	DMI_BOARD_VENDOR,
	DMI_BOARD_NAME,
	DMI_STRING_MAX
};

struct dmi_strmatch {
	unsigned char slot;
	char substr[79];
};

struct dmi_system_id {
	int (*callback)(const struct dmi_system_id *id);
	const char *ident;
	struct dmi_strmatch matches[4];
	void *driver_data;
};
#define DMI_MATCH(a, b)	{ .slot = a, .substr = b }

struct dmi_device {
	struct list_head list;
	int type;
	const char *name;
	void *device_data;
};

int dmi_check_system(const struct dmi_system_id *list);
const struct dmi_system_id *dmi_first_match(const struct dmi_system_id *list);
const char *dmi_get_system_info(int field);
bool dmi_match(enum dmi_field f, const char *str);
const struct dmi_device *dmi_find_device(int type, const char *name,
					 const struct dmi_device *from);

#endif /* _LINUX_DMI_H */
