// SPDX-License-Identifier: GPL-2.0
/*
 * packetmill - packet generator card, one mediated stream per user
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/pci.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define PCI_VENDOR_ID_MILL	0x1b36
#define PCI_DEVICE_ID_MILL	0x00ee

#define MILL_STREAMS		8
#define MILL_RATE(n)		(0x100 + 4 * (n))

struct mill_card {
	void __iomem *regs;
	struct mutex lock;	/* protects busy */
	unsigned long busy;
};

struct mill_stream {
	struct vfio_device vdev;
	struct mill_card *card;
	unsigned int nr;
	u32 rate;
};

static int mill_take_slot(struct mill_card *card)
{
	unsigned int nr;
	int ret = -ENOSPC;

	mutex_lock(&card->lock);
	for (nr = 0; nr < MILL_STREAMS; nr++) {
		if (!(card->busy & BIT(nr))) {
			card->busy |= BIT(nr);
			ret = nr;
			break;
		}
	}
	mutex_unlock(&card->lock);
	return ret;
}

static void mill_give_slot(struct mill_card *card, unsigned int nr)
{
	mutex_lock(&card->lock);
	card->busy &= ~BIT(nr);
	mutex_unlock(&card->lock);
}

static const struct vfio_device_ops mill_stream_dev_ops;
static void mill_stream_release_state(struct mill_stream *stream);

static int mill_stream_probe(struct mdev_device *mdev)
{
	struct mill_card *card = dev_get_drvdata(mdev_parent_dev(mdev));
	struct mill_stream *stream;
	int ret;

	ret = mill_take_slot(card);
	if (ret < 0)
		return ret;

	stream = kzalloc(sizeof(*stream), GFP_KERNEL);
	if (!stream) {
		mill_give_slot(card, ret);
		return -ENOMEM;
	}

	vfio_init_group_dev(&stream->vdev, &mdev->dev, &mill_stream_dev_ops);

	stream->card = card;
	stream->nr = ret;
	dev_set_drvdata(&mdev->dev, stream);

	ret = vfio_register_group_dev(&stream->vdev);
	if (ret) {
		mill_stream_release_state(stream);
		return ret;
	}

	return 0;
}

static void mill_stream_release_state(struct mill_stream *stream)
{
	struct mill_card *card = stream->card;

	iowrite32(0, card->regs + MILL_RATE(stream->nr));
	mill_give_slot(card, stream->nr);
	vfio_uninit_group_dev(&stream->vdev);
	kfree(stream);
}

static void mill_stream_remove(struct mdev_device *mdev)
{
	struct mill_stream *stream = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&stream->vdev);
	mill_stream_release_state(stream);
}

static ssize_t mill_stream_read(struct vfio_device *vdev, char __user *buf,
				size_t count, loff_t *ppos)
{
	struct mill_stream *stream =
		container_of(vdev, struct mill_stream, vdev);
	u32 val;

	if (count != sizeof(val) || *ppos)
		return -EINVAL;

	val = ioread32(stream->card->regs + MILL_RATE(stream->nr));
	return copy_to_user(buf, &val, sizeof(val)) ? -EFAULT : sizeof(val);
}

static ssize_t mill_stream_write(struct vfio_device *vdev,
				 const char __user *buf, size_t count,
				 loff_t *ppos)
{
	struct mill_stream *stream =
		container_of(vdev, struct mill_stream, vdev);

	if (count != sizeof(stream->rate) || *ppos)
		return -EINVAL;
	if (copy_from_user(&stream->rate, buf, sizeof(stream->rate)))
		return -EFAULT;

	iowrite32(stream->rate, stream->card->regs + MILL_RATE(stream->nr));
	return sizeof(stream->rate);
}

static long mill_stream_ioctl(struct vfio_device *vdev, unsigned int cmd,
			      unsigned long arg)
{
	return -ENOTTY;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	struct mill_card *card = dev_get_drvdata(mtype_get_parent_dev(mtype));

	return sprintf(buf, "%d\n",
		       MILL_STREAMS - (int)hweight_long(card->busy));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *mill_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group mill_type_stream = {
	.name	= "stream",
	.attrs	= mill_type_attrs,
};

static struct attribute_group *mill_type_groups[] = {
	&mill_type_stream,
	NULL,
};

static const struct vfio_device_ops mill_stream_dev_ops = {
	.name			= "vfio-packetmill",
	.read			= mill_stream_read,
	.write			= mill_stream_write,
	.ioctl			= mill_stream_ioctl,
};

static struct mdev_driver mill_stream_driver = {
	.driver = {
		.name = "packetmill",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = mill_stream_probe,
	.remove = mill_stream_remove,
};

static const struct mdev_parent_ops mill_mdev_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &mill_stream_driver,
	.supported_type_groups	= mill_type_groups,
};

static int mill_pci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct mill_card *card;
	int ret;

	card = devm_kzalloc(&pdev->dev, sizeof(*card), GFP_KERNEL);
	if (!card)
		return -ENOMEM;

	ret = pci_enable_device(pdev);
	if (ret)
		return ret;

	ret = pci_request_regions(pdev, "packetmill");
	if (ret)
		goto err_disable;

	card->regs = pci_iomap(pdev, 0, 0);
	if (!card->regs) {
		ret = -ENODEV;
		goto err_regions;
	}

	mutex_init(&card->lock);
	pci_set_drvdata(pdev, card);

	ret = mdev_register_device(&pdev->dev, &mill_mdev_ops);
	if (ret) {
		dev_err(&pdev->dev, "no mediated streams: %d\n", ret);
		goto err_unmap;
	}

	return 0;

err_unmap:
	pci_iounmap(pdev, card->regs);
err_regions:
	pci_release_regions(pdev);
err_disable:
	pci_disable_device(pdev);
	return ret;
}

static void mill_pci_remove(struct pci_dev *pdev)
{
	struct mill_card *card = pci_get_drvdata(pdev);

	mdev_unregister_device(&pdev->dev);
	pci_iounmap(pdev, card->regs);
	pci_release_regions(pdev);
	pci_disable_device(pdev);
}

static const struct pci_device_id mill_ids[] = {
	{ PCI_DEVICE(PCI_VENDOR_ID_MILL, PCI_DEVICE_ID_MILL) },
	{ 0, }
};
MODULE_DEVICE_TABLE(pci, mill_ids);

static struct pci_driver mill_pci_driver = {
	.name		= "packetmill",
	.id_table	= mill_ids,
	.probe		= mill_pci_probe,
	.remove		= mill_pci_remove,
};

static int __init mill_init(void)
{
	int ret;

	ret = mdev_register_driver(&mill_stream_driver);
	if (ret)
		return ret;

	ret = pci_register_driver(&mill_pci_driver);
	if (ret)
		mdev_unregister_driver(&mill_stream_driver);

	return ret;
}

static void __exit mill_exit(void)
{
	pci_unregister_driver(&mill_pci_driver);
	mdev_unregister_driver(&mill_stream_driver);
}

module_init(mill_init);
module_exit(mill_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Packet generator card with mediated streams");
