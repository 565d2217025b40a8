/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FCNTL_H
#define _LINUX_FCNTL_H

#include <uapi/linux/fcntl.h>
#include <linux/stat.h>

#endif /* _LINUX_FCNTL_H */
