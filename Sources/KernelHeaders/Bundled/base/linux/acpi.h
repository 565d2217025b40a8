/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ACPI_H
#define _LINUX_ACPI_H

#include <linux/mod_devicetable.h>
#define ACPI_PTR(_ptr)	(_ptr)

#endif /* _LINUX_ACPI_H */
