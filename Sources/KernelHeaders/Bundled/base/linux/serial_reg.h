/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SERIAL_REG_H
#define _LINUX_SERIAL_REG_H

#include <uapi/linux/serial_reg.h>

#endif /* _LINUX_SERIAL_REG_H */
