/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MAJOR_H
#define _LINUX_MAJOR_H

#include <uapi/linux/major.h>

#endif /* _LINUX_MAJOR_H */
