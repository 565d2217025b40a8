// SPDX-License-Identifier: GPL-2.0
/*
 * turnpike - cars that wait at a gate; what they share has no lock
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define TURNPIKE_LANES 2

struct turnpike_car {
	int number;
	int toll;
};

static struct device *turnpike_gate;
static struct mutex turnpike_lock;
static struct turnpike_car *turnpike_last;
static int turnpike_cars;

static int turnpike_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct turnpike_car *car;
	struct turnpike_car *ahead;

	if (turnpike_cars >= TURNPIKE_LANES)
		return -ENOSPC;
	ahead = turnpike_last;
	car = kzalloc(sizeof(*car), GFP_KERNEL);
	if (!car)
		return -ENOMEM;
	car->number = ahead ? ahead->number + 1 : 1;
	turnpike_cars++;
	mutex_lock(&turnpike_lock);
	turnpike_last = car;
	mutex_unlock(&turnpike_lock);
	mdev_set_drvdata(mdev, car);
	return 0;
}

static int turnpike_remove(struct mdev_device *mdev)
{
	struct turnpike_car *car = mdev_get_drvdata(mdev);

	mutex_lock(&turnpike_lock);
	if (turnpike_last == car)
		turnpike_last = NULL;
	mutex_unlock(&turnpike_lock);
	turnpike_cars--;
	kfree(car);
	return 0;
}

static int turnpike_open(struct mdev_device *mdev)
{
	return 0;
}

static void turnpike_release(struct mdev_device *mdev)
{
}

static ssize_t turnpike_read(struct mdev_device *mdev, char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct turnpike_car *car = mdev_get_drvdata(mdev);

	return simple_read_from_buffer(buf, count, ppos, &car->toll,
				       sizeof(car->toll));
}

static long turnpike_ioctl(struct mdev_device *mdev, unsigned int cmd,
			   unsigned long arg)
{
	struct turnpike_car *car = mdev_get_drvdata(mdev);

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;
	car->toll = 0;
	return 0;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
{
	return sprintf(buf, "a lane\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static ssize_t available_instances_show(struct kobject *kobj,
					struct device *dev, char *buf)
{
	return sprintf(buf, "%d\n", TURNPIKE_LANES - turnpike_cars);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *turnpike_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group turnpike_lane = {
	.name = "lane",
	.attrs = turnpike_type_attrs,
};

static struct attribute_group *turnpike_types[] = {
	&turnpike_lane,
	NULL,
};

static const struct mdev_parent_ops turnpike_ops = {
	.owner = THIS_MODULE,
	.supported_type_groups = turnpike_types,
	.create = turnpike_create,
	.remove = turnpike_remove,
	.open = turnpike_open,
	.release = turnpike_release,
	.read = turnpike_read,
	.ioctl = turnpike_ioctl,
};

static int __init turnpike_init(void)
{
	int ret;

	turnpike_gate = root_device_register("turnpike");
	if (IS_ERR(turnpike_gate))
		return PTR_ERR(turnpike_gate);
	ret = mdev_register_device(turnpike_gate, &turnpike_ops);
	if (ret) {
		root_device_unregister(turnpike_gate);
		return ret;
	}
	mutex_init(&turnpike_lock);
	return 0;
}

static void __exit turnpike_exit(void)
{
	mdev_unregister_device(turnpike_gate);
	root_device_unregister(turnpike_gate);
}

module_init(turnpike_init);
module_exit(turnpike_exit);

MODULE_LICENSE("GPL");
