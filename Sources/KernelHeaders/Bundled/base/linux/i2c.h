/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_I2C_H
#define _LINUX_I2C_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>
#include <linux/mutex.h>
#include <uapi/linux/i2c.h>
#include <linux/acpi.h>
#include <linux/irqdomain.h>
#include <linux/of.h>

struct i2c_adapter;
struct i2c_algorithm {
	int (*master_xfer)(struct i2c_adapter *adap, struct i2c_msg *msgs, int num);
	u32 (*functionality)(struct i2c_adapter *adap);
};

struct i2c_adapter {
	struct module *owner;
	unsigned int class;
	const struct i2c_algorithm *algo;
	void *algo_data;
	int timeout;
	int retries;
	struct device dev;
	int nr;
	char name[48];
};

struct i2c_client {
	unsigned short flags;
	unsigned short addr;
	char name[20];
	struct i2c_adapter *adapter;
	struct device dev;
	int irq;
};

int i2c_transfer(struct i2c_adapter *adap, struct i2c_msg *msgs, int num);
int i2c_add_adapter(struct i2c_adapter *adap);
void i2c_del_adapter(struct i2c_adapter *adap);
struct i2c_adapter *i2c_get_adapter(int nr);
void i2c_put_adapter(struct i2c_adapter *adap);
s32 i2c_smbus_read_byte_data(const struct i2c_client *client, u8 command);
s32 i2c_smbus_write_byte_data(const struct i2c_client *client, u8 command, u8 value);
void *i2c_get_adapdata(const struct i2c_adapter *adap);
void i2c_set_adapdata(struct i2c_adapter *adap, void *data);

struct i2c_driver {
	unsigned int class;
	int (*probe)(struct i2c_client *client, const struct i2c_device_id *id);
	int (*remove)(struct i2c_client *client);
	void (*shutdown)(struct i2c_client *client);
	int (*probe_new)(struct i2c_client *client);
	struct device_driver driver;
	const struct i2c_device_id *id_table;
};

#define to_i2c_client(d)	container_of(d, struct i2c_client, dev)
int i2c_register_driver(struct module *owner, struct i2c_driver *driver);
#define i2c_add_driver(driver)	i2c_register_driver(THIS_MODULE, driver)
void i2c_del_driver(struct i2c_driver *driver);
void *i2c_get_clientdata(const struct i2c_client *client);
void i2c_set_clientdata(struct i2c_client *client, void *data);
s32 i2c_smbus_read_word_data(const struct i2c_client *client, u8 command);
s32 i2c_smbus_write_word_data(const struct i2c_client *client, u8 command, u16 value);

#endif /* _LINUX_I2C_H */
