/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MOD_DEVICETABLE_H
#define _LINUX_MOD_DEVICETABLE_H

#include <linux/types.h>
#include <linux/uuid.h>

typedef unsigned long kernel_ulong_t;

#define PCI_ANY_ID	(~0)

struct pci_device_id {
	__u32 vendor, device;
	__u32 subvendor, subdevice;
	__u32 class, class_mask;
	kernel_ulong_t driver_data;
};

#define PLATFORM_NAME_SIZE	20

struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	kernel_ulong_t driver_data;
};

struct of_device_id {
	char name[32];
	char type[32];
	char compatible[128];
	const void *data;
};

struct acpi_device_id {
	__u8 id[16];
	kernel_ulong_t driver_data;
};

#define CSS_DEVICE_ID_MATCH_ANY	0

struct css_device_id {
	__u8 match_flags;
	__u8 type;
	kernel_ulong_t driver_data;
};

struct ccw_device_id {
	__u16 match_flags;
	__u16 cu_type;
	__u16 dev_type;
	__u8 cu_model;
	__u8 dev_model;
	kernel_ulong_t driver_info;
};

struct ap_device_id {
	__u16 match_flags;
	__u8 dev_type;
	kernel_ulong_t driver_info;
};

#define AUXILIARY_NAME_SIZE		32
#define AUXILIARY_MODULE_PREFIX		"auxiliary:"
struct auxiliary_device_id {
	char name[AUXILIARY_NAME_SIZE];
	kernel_ulong_t driver_data;
};

struct i2c_device_id {
	char name[20];
	kernel_ulong_t driver_data;
};

struct virtio_device_id {
	__u32 device;
	__u32 vendor;
};

#define AP_DEVICE_ID_MATCH_CARD_TYPE	0x01
#define AP_DEVICE_ID_MATCH_QUEUE_TYPE	0x02

#endif /* _LINUX_MOD_DEVICETABLE_H */
