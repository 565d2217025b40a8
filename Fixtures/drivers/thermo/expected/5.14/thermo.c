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
	struct vfio_device vdev;
	int offset;
	unsigned int samples;
};

static int thermo_millideg = 21500;

static const struct vfio_device_ops thermo_dev_ops;
static void thermo_release_state(struct thermo_probe *probe);

static int thermo_mdev_probe(struct mdev_device *mdev)
{
	struct thermo_probe *probe;
	int ret;

	probe = kzalloc(sizeof(*probe), GFP_KERNEL);
	if (!probe)
		return -ENOMEM;

	vfio_init_group_dev(&probe->vdev, &mdev->dev, &thermo_dev_ops);

	dev_set_drvdata(&mdev->dev, probe);

	ret = vfio_register_group_dev(&probe->vdev);
	if (ret) {
		thermo_release_state(probe);
		return ret;
	}

	return 0;
}

static void thermo_release_state(struct thermo_probe *probe)
{
	kfree(probe);
}

static void thermo_remove(struct mdev_device *mdev)
{
	struct thermo_probe *probe = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&probe->vdev);
	thermo_release_state(probe);
}

static int thermo_open(struct vfio_device *vdev)
{
	return 0;
}

static void thermo_release(struct vfio_device *vdev)
{
}

static ssize_t thermo_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct thermo_probe *probe =
		container_of(vdev, struct thermo_probe, vdev);
	s32 val = READ_ONCE(thermo_millideg) + probe->offset;

	if (count < sizeof(val))
		return -EINVAL;
	if (copy_to_user(buf, &val, sizeof(val)))
		return -EFAULT;

	probe->samples++;
	return sizeof(val);
}

static ssize_t thermo_write(struct vfio_device *vdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	return -EPERM;
}

static long thermo_ioctl(struct vfio_device *vdev, unsigned int cmd,
			 unsigned long arg)
{
	struct thermo_probe *probe =
		container_of(vdev, struct thermo_probe, vdev);

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
	struct thermo_probe *probe = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", probe->offset);
}

static ssize_t offset_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	struct thermo_probe *probe = dev_get_drvdata(dev);
	int ret;

	ret = kstrtoint(buf, 0, &probe->offset);
	return ret ? ret : count;
}
static DEVICE_ATTR_RW(offset);

static ssize_t samples_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct thermo_probe *probe = dev_get_drvdata(dev);

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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops thermo_dev_ops = {
	.name			= "vfio-thermo",
	.open			= thermo_open,
	.release		= thermo_release,
	.read			= thermo_read,
	.write			= thermo_write,
	.ioctl			= thermo_ioctl,
};

static struct mdev_driver thermo_driver = {
	.driver = {
		.name = "thermo",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = thermo_probe_groups,
	},
	.probe = thermo_mdev_probe,
	.remove = thermo_remove,
};

static const struct mdev_parent_ops thermo_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &thermo_driver,
	.dev_attr_groups	= thermo_house_groups,
	.supported_type_groups	= thermo_type_groups,
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

	ret = mdev_register_driver(&thermo_driver);
	if (ret)
		goto err_house;

	ret = mdev_register_device(&thermo_house, &thermo_ops);
	if (ret)
		goto err_mdev_driver;

	return 0;

err_mdev_driver:
	mdev_unregister_driver(&thermo_driver);
err_house:
	device_unregister(&thermo_house);
err_class:
	class_destroy(thermo_class);
	return ret;
}

static void __exit thermo_exit(void)
{
	mdev_unregister_device(&thermo_house);
	mdev_unregister_driver(&thermo_driver);
	device_unregister(&thermo_house);
	class_destroy(thermo_class);
}

module_init(thermo_init);
module_exit(thermo_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated temperature probes");
