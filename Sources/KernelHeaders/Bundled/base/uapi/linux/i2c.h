/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_I2C_H
#define _UAPI_LINUX_I2C_H

#include <linux/types.h>

struct i2c_msg {
	__u16 addr;
	__u16 flags;
#define I2C_M_RD	0x0001
#define I2C_M_TEN	0x0010
#define I2C_M_NOSTART	0x4000
#define I2C_M_STOP	0x8000
	__u16 len;
	__u8 *buf;
};

#define I2C_FUNC_I2C			0x00000001
#define I2C_FUNC_SMBUS_EMUL		0x0eff0008

#endif /* _UAPI_LINUX_I2C_H */
