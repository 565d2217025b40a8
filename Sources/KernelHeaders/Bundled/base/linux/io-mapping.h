/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IO_MAPPING_H
#define _LINUX_IO_MAPPING_H

#include <linux/io.h>

#endif /* _LINUX_IO_MAPPING_H */
