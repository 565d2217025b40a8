// SPDX-License-Identifier: GPL-2.0
/*
 * thermo - mediated temperature probes
 *
 * The greenhouse has one temperature; a probe reads it with an offset of its
 * own, which can be set through sysfs.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct thermo_probe {
	int offset;
	unsigned int samples;
};

static int thermo_millideg = 21500;

static int thermo_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 thermo_create */
{
	struct thermo_probe *probe;

	probe = kzalloc(sizeof(*probe), GFP_KERNEL);
	if (!probe)
		return -ENOMEM;

	mdev_set_drvdata(mdev, probe);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int thermo_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static int thermo_open(struct mdev_device *mdev)
{
	return 0;
}

static void thermo_release(struct mdev_device *mdev)
{
}

static ssize_t thermo_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct thermo_probe *probe = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	s32 val = READ_ONCE(thermo_millideg) + probe->offset;

	if (count < sizeof(val))
		return -EINVAL;
	if (copy_to_user(buf, &val, sizeof(val)))
		return -EFAULT;

	probe->samples++;
	return sizeof(val);
}

static ssize_t thermo_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	return -EPERM;
}

static long thermo_ioctl(struct mdev_device *mdev, unsigned int cmd,
			 unsigned long arg)
{
	struct thermo_probe *probe = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd == VFIO_DEVICE_RESET) {
		probe->samples = 0;
		return 0;
	}
	return -ENOTTY;
}

/* attributes of a probe */

static ssize_t offset_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	struct mdev_device *mdev = mdev_from_dev(dev);
	struct thermo_probe *probe = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	return sprintf(buf, "%d\n", probe->offset);
}

static ssize_t offset_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	struct thermo_probe *probe = mdev_get_drvdata(mdev_from_dev(dev));
/*~ M-26 mdev_get_drvdata */
	int ret;

	ret = kstrtoint(buf, 0, &probe->offset);
	return ret ? ret : count;
}
static DEVICE_ATTR_RW(offset);

static ssize_t samples_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct thermo_probe *probe = mdev_get_drvdata(mdev_from_dev(dev));
/*~ M-26 mdev_get_drvdata */

	return sprintf(buf, "%u\n", probe->samples);
}
static DEVICE_ATTR_RO(samples);

static struct attribute *thermo_probe_attrs[] = {
	&dev_attr_offset.attr,
	&dev_attr_samples.attr,
	NULL,
};

static const struct attribute_group thermo_probe_group = {
	.name = "probe",
	.attrs = thermo_probe_attrs,
};

static const struct attribute_group *thermo_probe_groups[] = {
	&thermo_probe_group,
	NULL,
};

/* attributes of the greenhouse */

static ssize_t temperature_show(struct device *dev,
				struct device_attribute *attr, char *buf)
{
	return sprintf(buf, "%d\n", READ_ONCE(thermo_millideg));
}

static ssize_t temperature_store(struct device *dev,
				 struct device_attribute *attr,
				 const char *buf, size_t count)
{
	int val, ret;

	ret = kstrtoint(buf, 0, &val);
	if (ret)
		return ret;
	WRITE_ONCE(thermo_millideg, val);
	return count;
}
static DEVICE_ATTR_RW(temperature);

static struct attribute *thermo_house_attrs[] = {
	&dev_attr_temperature.attr,
	NULL,
};

static const struct attribute_group thermo_house_group = {
	.name = "greenhouse",
	.attrs = thermo_house_attrs,
};

static const struct attribute_group *thermo_house_groups[] = {
	&thermo_house_group,
	NULL,
};

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "probe\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *thermo_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group thermo_type_group = {
	.name = "probe",
	.attrs = thermo_type_attrs,
};

static struct attribute_group *thermo_type_groups[] = {
	&thermo_type_group,
	NULL,
};

static const struct mdev_parent_ops thermo_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.dev_attr_groups	= thermo_house_groups,
/*~ M-13 dev_attr_groups */
	.mdev_attr_groups	= thermo_probe_groups,
/*~ M-12 mdev_attr_groups */
	.supported_type_groups	= thermo_type_groups,
/*~ M-14 supported_type_groups */
	.create			= thermo_create,
/*~ M-02 create */
	.remove			= thermo_remove,
/*~ M-05 remove */
	.open			= thermo_open,
/*~ M-10 open */
	.release		= thermo_release,
/*~ M-10 release */
	.read			= thermo_read,
/*~ M-10 read */
	.write			= thermo_write,
/*~ M-10 write */
	.ioctl			= thermo_ioctl,
/*~ M-10 ioctl */
};

static void thermo_house_release(struct device *dev)
{
	dev_dbg(dev, "greenhouse closed\n");
}

static struct class *thermo_class;
static struct device thermo_house;

static int __init thermo_init(void)
{
	int ret;

	thermo_class = class_create(THIS_MODULE, "thermo");
	if (IS_ERR(thermo_class))
		return PTR_ERR(thermo_class);

	thermo_house.class = thermo_class;
	thermo_house.release = thermo_house_release;
	dev_set_name(&thermo_house, "%s", "greenhouse");

	ret = device_register(&thermo_house);
	if (ret) {
		put_device(&thermo_house);
		goto err_class;
	}

	ret = mdev_register_device(&thermo_house, &thermo_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_house;

	return 0;

err_house:
	device_unregister(&thermo_house);
err_class:
	class_destroy(thermo_class);
	return ret;
}

static void __exit thermo_exit(void)
{
	mdev_unregister_device(&thermo_house);
/*~ M-19 mdev_unregister_device */
	device_unregister(&thermo_house);
	class_destroy(thermo_class);
}

module_init(thermo_init);
module_exit(thermo_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated temperature probes");
