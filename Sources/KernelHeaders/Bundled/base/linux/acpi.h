/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ACPI_H
#define _LINUX_ACPI_H

#include <linux/mod_devicetable.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/irqdomain.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/property.h>
#include <linux/uuid.h>
#define ACPI_PTR(_ptr)	(_ptr)

struct device;
struct acpi_device;
struct fwnode_handle;

typedef u32 acpi_status;
typedef void *acpi_handle;
#define AE_OK			((acpi_status)0)
#define ACPI_SUCCESS(a)		(!(a))
#define ACPI_FAILURE(a)		(a)

extern int acpi_disabled;
struct acpi_device *__acpi_companion(struct device *dev);
acpi_handle acpi_device_handle(struct acpi_device *adev);
#define ACPI_COMPANION(dev)	__acpi_companion(dev)
#define ACPI_HANDLE(dev)	acpi_device_handle(ACPI_COMPANION(dev))
bool has_acpi_companion(struct device *dev);
bool is_acpi_device_node(const struct fwnode_handle *fwnode);
const struct acpi_device_id *acpi_match_device(const struct acpi_device_id *ids,
					       const struct device *dev);

#endif /* _LINUX_ACPI_H */
